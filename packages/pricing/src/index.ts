export { checkPriceBook, type PricedProduct } from './check.ts';
export { diffPriceBooks, type PriceChange } from './diff.ts';
export { type InkNode, type InkScene, sideFacts } from './facts.ts';
export { type QuoteLine, quote } from './quote.ts';
export { type PastQuote, Replay, type ReplayReport, replayQuotes } from './replay.ts';
export { priceTerms } from './terms.ts';
export { nextTier, tierOf } from './tiers.ts';
