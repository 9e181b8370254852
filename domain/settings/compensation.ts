export type CompensationLimits = { agent: number; senior: number; supervisor: number }

/** domain/model 2.5 "compensation": limits 1 to 3, in the centre's currency (default). */
export const compensationLimits: CompensationLimits = { agent: 50, senior: 200, supervisor: 1000 }
