import { KeysPage } from '../../components/keys-page.tsx';

export default function Page() {
  return <KeysPage />;
}
