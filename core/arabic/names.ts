import { fold, legalForms } from './fold.ts'

/** Kinds of business that open many names; beside the legal forms they say nothing on an avatar. */
const commonOpenings: ReadonlySet<string> = new Set(
  [
    'مجموعه مطاعم مطعم محلات محل متجر معرض معارض اسواق سوق موسسات شركات مصانع مكاتب مركز مراكز',
    'صيدليه صيدليات مقاولات مقهي كافيه مخبز مخابز مستشفي عياده عيادات مجمع فندق فنادق ورشه بقاله',
    'السيد السيده الاستاذ المهندس الدكتور الشيخ',
    'the group restaurants restaurant mr mrs ms dr eng',
  ].flatMap((line) => line.split(' ')),
)

/**
 * The one letter on a customer's avatar, of the word that tells it from others: «ن» for
 * «مؤسسة النور للتجارة». One letter only, because two Arabic initials would join.
 */
export function avatarLetter(name: string): string {
  const words = name.normalize('NFKC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  const telling = words.find((word) => {
    const key = fold(word)
    return !legalForms.has(key) && !commonOpenings.has(key)
  })
  const word = telling ?? words[0] ?? ''
  const bare = word.replace(/^[اٱ]ل(?=\p{L}{2})/u, '')
  return (Array.from(bare)[0] ?? '').toUpperCase()
}
