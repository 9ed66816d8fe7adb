import { OrdersPage } from '../components/orders-page.tsx';

export default function Page() {
  return <OrdersPage />;
}
