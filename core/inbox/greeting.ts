import { fold } from '#core/arabic/fold.ts'

/** Words with which people only begin to speak, as they are folded. */
const greetings = new Set(
  [
    'السلام عليكم ورحمة الله وبركاته وعليكم سلام تعالى',
    'مرحبا مرحبتين اهلا وسهلا اهلين هلا يا هلو حياك حياكم الو ألو',
    'صباح مساء الخير النور الورد صباحكم مساءكم بالخير',
    'كيف الحال حالك حالكم كيفك كيفكم شلونك شلونكم اخبارك اخباركم عساك عساكم طيب طيبين بخير',
    'اخي اخوي اختي استاذ أستاذ استاذة تحية طيبة وبعد',
    'hi hello hey dear sir madam team there good morning afternoon evening day greetings salam',
    'assalamu assalam alaikum alaykum',
  ].flatMap((line) => line.split(' ').map(fold)),
)

/** Whether a message only greets: it is about nothing yet, whatever words of it stand elsewhere too. */
export function isGreeting(text: string): boolean {
  const words = fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.length > 0 && words.every((word) => greetings.has(word))
}
