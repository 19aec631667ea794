import type { customizationRefusals } from '#core/customization/refusals.ts'

/** Why customization may decline, in English. */
export const customization: Record<keyof typeof customizationRefusals, string> = {
  'customization.view_not_found': 'This view is gone, or it is someone else’s.',
  'customization.view_name_taken': 'There is a view called “{name}”. Choose another name.',
  'customization.too_many_views':
    'This list has {most} views, the most it takes. Remove one first.',
}
