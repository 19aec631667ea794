export type TemplateState = 'pending' | 'approved' | 'rejected' | 'paused' | 'disabled' | 'deleted'
export type TemplateCategory = 'utility' | 'marketing' | 'authentication'
export type TemplateQuality = 'green' | 'yellow' | 'red' | 'unknown'

const states = new Map<unknown, TemplateState>([
  ['PENDING', 'pending'],
  ['IN_APPEAL', 'pending'],
  ['APPROVED', 'approved'],
  ['REINSTATED', 'approved'],
  ['UNPAUSED', 'approved'],
  ['REJECTED', 'rejected'],
  ['LIMIT_EXCEEDED', 'rejected'],
  ['PAUSED', 'paused'],
  ['LOCKED', 'paused'],
  ['DISABLED', 'disabled'],
  ['ARCHIVED', 'disabled'],
  ['PENDING_DELETION', 'deleted'],
  ['DELETED', 'deleted'],
])

/** Meta's state of a template, as its lists and its events both write it. */
export const stateOf = (value: unknown): TemplateState | undefined => states.get(value)

const categories = new Map<unknown, TemplateCategory>([
  ['UTILITY', 'utility'],
  ['MARKETING', 'marketing'],
  ['AUTHENTICATION', 'authentication'],
])

export const categoryOf = (value: unknown): TemplateCategory | undefined => categories.get(value)

const qualities = new Map<unknown, TemplateQuality>([
  ['GREEN', 'green'],
  ['YELLOW', 'yellow'],
  ['RED', 'red'],
  ['UNKNOWN', 'unknown'],
])

export const qualityOf = (value: unknown): TemplateQuality | undefined => qualities.get(value)
