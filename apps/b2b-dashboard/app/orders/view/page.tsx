import { OrderPage } from '../../../components/order-page.tsx';

export default function Page() {
  return <OrderPage />;
}
