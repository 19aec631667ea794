import { houseLanguage } from '#core/messaging/channel-template.ts'
import type { ChannelTemplate } from '#core/messaging/templates-api.ts'
import type { Tone } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'

export const templatesPath = '/settings/channel-templates'

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

/** How words in this language of a vendor run. */
export const dirOf = (language: string): 'rtl' | 'ltr' =>
  houseLanguage(language) === 'ar' ? 'rtl' : 'ltr'

/** The name of a vendor's language; one that the house does not speak goes by its code. */
export function useLanguageName(): (language: string) => string {
  const t = useWords('messaging')
  const names = { ar: t('arabic'), en: t('english') }
  return (language) => {
    const known = houseLanguage(language)
    return known ? names[known] : language
  }
}
