import type { customizationRefusals } from '#core/customization/refusals.ts'

/** Why customization may decline, in English. */
export const customization: Record<keyof typeof customizationRefusals, string> = {
  'customization.view_not_found': 'This view is gone, or it is someone else’s.',
  'customization.view_name_taken': 'There is a view called “{name}”. Choose another name.',
  'customization.too_many_views':
    'This list has {most} views, the most it takes. Remove one first.',
  'customization.logo_unreadable':
    'The picture could not be read. Save it again as PNG or JPEG, then upload it.',
  'customization.logo_too_large':
    'The picture is larger than {most} pixels on one side. Make it smaller, then upload it.',
}
