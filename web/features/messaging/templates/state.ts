import type { ChannelTemplate } from '#core/messaging/templates-api.ts'
import type { Tone } from '#web/ui/chip.tsx'

/** How each state of a review looks. */
export const stateTones: Readonly<Record<ChannelTemplate['state'], Tone>> = {
  draft: 'draft',
  pending: 'info',
  approved: 'good',
  rejected: 'late3',
  paused: 'plain',
  disabled: 'late3',
  deleted: 'void',
}
