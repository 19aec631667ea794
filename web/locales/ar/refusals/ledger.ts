import type { ledgerRefusals } from '#core/ledger/refusals.ts'

/** Why ledger may decline, in Arabic. */
export const ledger: Record<keyof typeof ledgerRefusals, string> = {
  'ledger.account_not_found': 'لم نجد هذا الحساب في دليل الحسابات.',
  'ledger.account_archived': 'الحساب {code} مؤرشف، فلا تُسجّل عليه قيود. استعده أو اختر غيره.',
  'ledger.account_no_expense':
    'لا يُسجّل مصروف على هذا الحساب. اختر حساب مصروف غير مؤرشف لا تسجّل عليه المستندات.',
  'ledger.account_code_taken': 'الرمز {code} لحساب آخر. اختر رمزًا غيره.',
  'ledger.account_in_use': 'الحساب {code} تُسجّل عليه مستندات، فلا يتغير نوعه ولا يُؤرشف.',
  'ledger.control_account':
    'حساب الذمم المدينة ({code}) لا يُقيّد عليه يدويًا. سجّل فاتورة أو دفعة أو إشعارًا.',
  'ledger.customer_not_found': 'لم نجد هذا العميل، أو ليس ضمن عملائك.',
  'ledger.entry_not_found': 'لم نجد هذا القيد.',
  'ledger.entry_reversed': 'القيد {number} معكوس من قبل.',
  'ledger.entry_settled': 'رُبطت مبالغ بالمستند {number}. فُكّ الربط ثم اعكس القيد.',
  'ledger.entry_of_document': 'هذا القيد من المستند {number}، فيُصحَّح بمستند مثله لا بعكس القيد.',
  'ledger.entry_unbalanced': 'القيد غير متوازن. راجع المبالغ حتى يتساوى المدين والدائن.',
  'ledger.period_locked': 'الفترة حتى {lockedThrough} مقفلة. اختر تاريخًا بعدها أو أعد فتحها.',
  'ledger.period_not_locked': 'هذه الفترة مفتوحة أصلًا.',
  'ledger.period_not_over': 'لم ينته هذا الشهر بعد. يُقفل بعد آخر يوم فيه.',
  'ledger.rate_missing': 'لا سعر صرف لعملة {currency} ليوم {day} أو قبله. أضف السعر ثم جرّب.',
  'ledger.item_not_found': 'لم نجد البند المفتوح، أو ليس لهذا العميل.',
  'ledger.over_settled': 'المتبقي على {number} أقل من المبلغ. حدّث الصفحة لترى المتبقي الآن.',
  'ledger.settlement_not_found': 'لم نجد هذا الربط.',
  'ledger.settlement_taken_back': 'فُكّ هذا الربط من قبل.',
  'ledger.parties_differ': 'الدفعة والفاتورة لعميلين مختلفين.',
}
