/** Why a vendor refused a template, as far as we have words for it. */
export type TemplateRefusal =
  | ('abusive' | 'format' | 'promotional' | 'mismatch' | 'scam' | 'category' | 'name_taken')
  | ('name_resting' | 'too_many' | 'edges' | 'crowded' | 'too_long' | 'rights' | 'other')

/** Meta's words for a refusal, and the sub-codes with which it declines at once. Read 2026-11. */
const known: readonly (readonly [RegExp, TemplateRefusal])[] = [
  [/ABUSIVE_CONTENT/, 'abusive'],
  [/SCAM/, 'scam'],
  [/PROMOTIONAL/, 'promotional'],
  [/TAG_CONTENT_MISMATCH/, 'mismatch'],
  [/INCORRECT_CATEGORY|CATEGORY_NOT_AVAILABLE/, 'category'],
  [/INVALID_FORMAT/, 'format'],
  [/2388024/, 'name_taken'],
  [/2388023/, 'name_resting'],
  [/2388019|LIMIT_EXCEEDED/, 'too_many'],
  [/2388299|start or end of the template/i, 'edges'],
  [/2388293|too many variables/i, 'crowded'],
  [/2388040/, 'too_long'],
  [/^(10|190|200|131005)\b/, 'rights'],
]

/** A vendor's own word for its refusal, as one that a person can be told. */
export const refusedBecause = (reason: string): TemplateRefusal =>
  known.find(([word]) => word.test(reason))?.[1] ?? 'other'
