import type { BadDebtCondition } from '#core/collections/bad-debt.ts'
import type { Language } from '#core/people/identity.ts'

const words = {
  ar: {
    number: 'الفاتورة',
    customer: 'العميل',
    supplied: 'تاريخ التوريد',
    currency: 'العملة',
    unpaid: 'غير المسدد',
    lost: 'المعدوم منه',
    vat: 'ضريبته بعملة الدفاتر',
    standing: 'الحال',
    ready: 'مستوفٍ',
    check: 'يُتحقق منه',
    lacks: 'ناقص',
    reported: 'أُقرّ بضريبتها',
    age: 'مضت 12 شهرًا',
    written_off: 'أُعدم في الدفاتر',
    told: 'أُشعر العميل كتابةً',
    legal: 'إجراءات نظامية',
    holds: 'متحقق',
    not_needed: 'غير مطلوب',
    from: 'من {on}',
    adviser: 'راجع مستشارك الضريبي قبل أن تخصم شيئًا.',
  },
  en: {
    number: 'Invoice',
    customer: 'Customer',
    supplied: 'Supplied on',
    currency: 'Currency',
    unpaid: 'Unpaid',
    lost: 'Of it written off',
    vat: 'Its VAT in the currency of the books',
    standing: 'Standing',
    ready: 'Ready',
    check: 'To be checked',
    lacks: 'Lacking',
    reported: 'VAT reported',
    age: '12 months old',
    written_off: 'Written off in the books',
    told: 'Customer told in writing',
    legal: 'Legal steps',
    holds: 'Holds',
    not_needed: 'Not needed',
    from: 'From {on}',
    adviser: 'Ask your tax adviser before you take anything off.',
  },
} as const satisfies Record<Language, Record<string, string>>

/** The words of the file of bad debts. */
export const badDebtWord = (key: keyof (typeof words)['ar'], language: Language): string =>
  words[language][key]

/** A condition in a cell: whether it holds, and since or from when. */
export function conditionWord({ answer, on }: BadDebtCondition, language: Language): string {
  if (answer === 'holds' && on !== null) return on
  if (answer === 'lacks' && on !== null) return words[language].from.replace('{on}', on)
  return words[language][answer]
}
