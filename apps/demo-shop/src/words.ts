const en = {
  tagline: 'Mugs, shirts and cards, made with your own pictures and words.',
  intro: 'Design it here, see exactly what will be printed, and we make it to order.',
  products: 'Products',
  steps: 'How it works',
  step1: 'Design',
  step1Text: 'Place your photos and words; the editor says at once when something would not print well.',
  step2: 'Approve',
  step2Text: 'See your design on the product. What you approve is what we print, to the pixel.',
  step3: 'Receive',
  step3Text: 'Each piece is printed for you, from one to a few thousand.',
  from: 'from {price}',
  personalise: 'Personalise',
  editDesign: 'Edit design',
  sizes: 'Printed area',
  bleed: '{mm} mm bleed',
  tierHint: 'From {n} pieces {price} each',
  cart: 'Cart',
  cartEmpty: 'Your cart is empty.',
  backToShop: 'Back to the shop',
  quantity: 'Quantity',
  update: 'Update',
  remove: 'Remove',
  total: 'Total, net',
  checkout: 'Checkout',
  yourOrder: 'Your order',
  payment: 'Demo shop: no payment is taken, the order is placed on invoice.',
  name: 'Name',
  email: 'E-mail',
  street: 'Street and number',
  postalCode: 'Postal code',
  city: 'City',
  country: 'Country',
  placeOrder: 'Place order',
  thanks: 'Thank you. Your order is in.',
  orderNumber: 'Order {number}',
  making: 'We are making the print files.',
  made: 'The print files are made.',
  held: 'Someone in our workshop has a look at your order.',
  required: 'Please fill this in.',
  emailWrong: 'Enter an address like name@mail.com.',
  postalWrong: 'Enter a postal code.',
  quantityWrong: 'Between 1 and 100 000.',
  failed: 'Something went wrong.',
  failedText: 'Nothing was ordered. Please try again.',
  notFound: 'This page does not exist.',
  added: 'In your cart.',
  language: 'Français',
  demo: 'A demo shop for Luneo. Products are not for sale.',
  skip: 'Skip to content',
  noScript: 'The customizer needs JavaScript.',
  customizerFailed: 'The customizer could not be opened. Please try again.',
  previewOf: 'Your {product}, {side}',
} as const;

export type Word = keyof typeof en;

const fr: Record<Word, string> = {
  tagline: 'Tasses, t-shirts et cartes, avec vos images et vos mots.',
  intro: 'Créez ici, voyez exactement ce qui sera imprimé, nous fabriquons à la commande.',
  products: 'Produits',
  steps: 'Comment ça marche',
  step1: 'Créez',
  step1Text: 'Placez vos photos et vos mots ; l’éditeur signale aussitôt ce qui s’imprimerait mal.',
  step2: 'Validez',
  step2Text: 'Voyez votre création sur le produit. Ce que vous validez est imprimé, au pixel près.',
  step3: 'Recevez',
  step3Text: 'Chaque pièce est imprimée pour vous, d’un exemplaire à quelques milliers.',
  from: 'dès {price}',
  personalise: 'Personnaliser',
  editDesign: 'Modifier',
  sizes: 'Zone imprimée',
  bleed: 'fond perdu de {mm} mm',
  tierHint: 'Dès {n} pièces, {price} l’unité',
  cart: 'Panier',
  cartEmpty: 'Votre panier est vide.',
  backToShop: 'Retour à la boutique',
  quantity: 'Quantité',
  update: 'Mettre à jour',
  remove: 'Retirer',
  total: 'Total HT',
  checkout: 'Commander',
  yourOrder: 'Votre commande',
  payment: 'Boutique de démonstration : aucun paiement, commande sur facture.',
  name: 'Nom',
  email: 'E-mail',
  street: 'Rue et numéro',
  postalCode: 'Code postal',
  city: 'Ville',
  country: 'Pays',
  placeOrder: 'Valider la commande',
  thanks: 'Merci. Votre commande est enregistrée.',
  orderNumber: 'Commande {number}',
  making: 'Nous préparons les fichiers d’impression.',
  made: 'Les fichiers d’impression sont prêts.',
  held: 'Notre atelier vérifie votre commande.',
  required: 'Veuillez remplir ce champ.',
  emailWrong: 'Saisissez une adresse comme nom@mail.fr.',
  postalWrong: 'Saisissez un code postal.',
  quantityWrong: 'Entre 1 et 100 000.',
  failed: 'Une erreur est survenue.',
  failedText: 'Rien n’a été commandé. Veuillez réessayer.',
  notFound: 'Cette page n’existe pas.',
  added: 'Dans votre panier.',
  language: 'English',
  demo: 'Une boutique de démonstration de Luneo. Les produits ne sont pas en vente.',
  skip: 'Aller au contenu',
  noScript: 'L’éditeur a besoin de JavaScript.',
  customizerFailed: 'L’éditeur n’a pas pu s’ouvrir. Veuillez réessayer.',
  previewOf: 'Votre {product}, {side}',
};

export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];
const CATALOGUES: Record<Language, Record<Word, string>> = { en, fr };

export interface Speech {
  readonly language: Language;
  t(word: Word, values?: Readonly<Record<string, string | number>>): string;
  money(amountMinor: number, currency: string): string;
}

export function speak(language: Language): Speech {
  return {
    language,
    t: (word, values = {}) =>
      CATALOGUES[language][word].replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all)),
    money(amountMinor, currency) {
      const format = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-IE', {
        style: 'currency',
        currency,
      });
      return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    },
  };
}

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language);
