import { InvitationPage } from '../../components/invitation-page.tsx';

export default function Page() {
  return <InvitationPage />;
}
