import { ApprovalPage } from '../../components/approval-page.tsx';

export default function Page() {
  return <ApprovalPage />;
}
