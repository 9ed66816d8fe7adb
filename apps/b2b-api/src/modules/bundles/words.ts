/** Words of the sheet, in the language of the people at the press. */
const WORDS = {
  en: {
    title: 'Job ticket',
    order: 'Order',
    line: 'Line',
    product: 'Product',
    sku: 'SKU',
    quantity: 'Pieces',
    process: 'Process',
    supplier: 'Supplier',
    due: 'Due',
    files: 'Print files',
    side: 'Side',
    reprint: 'Reprint',
    test: 'TEST: not to be made',
  },
  fr: {
    title: 'Fiche de fabrication',
    order: 'Commande',
    line: 'Ligne',
    product: 'Produit',
    sku: 'Référence',
    quantity: 'Pièces',
    process: 'Procédé',
    supplier: 'Atelier',
    due: 'Pour le',
    files: 'Fichiers d’impression',
    side: 'Face',
    reprint: 'Réimpression',
    test: 'ESSAI : ne pas fabriquer',
  },
} as const;

export type SheetLocale = keyof typeof WORDS;
export interface SheetWords {
  readonly title: string;
  readonly label: (name: Exclude<keyof (typeof WORDS)['en'], 'title'>) => string;
  readonly side: (side: string) => string;
}

export const wordsOf = (locale: SheetLocale): SheetWords => ({
  title: WORDS[locale].title,
  label: (name) => WORDS[locale][name],
  side: (side) => `${WORDS[locale].side}: ${side}`,
});
