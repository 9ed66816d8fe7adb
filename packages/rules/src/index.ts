export { domainsOf } from './domain.ts';
export { type Choices, evaluateRules, type RuleFault, type RuleState, ruleEvaluator } from './evaluate.ts';
export { hideLayers, type LayerFault, layerFaults } from './layers.ts';
export type { OptionDomain } from './program.ts';
export type { PriceTerm, PriceTerms, ProofInput } from './prove/problem.ts';
export { proofSteps, proveRules } from './prove/prove.ts';
