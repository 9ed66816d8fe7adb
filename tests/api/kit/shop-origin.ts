/** Where the demo brand's shop would be: its publishable key is allowed there. */
export const SHOP = 'http://shop.test:4000';
