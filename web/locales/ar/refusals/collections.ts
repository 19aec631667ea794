import type { collectionsRefusals } from '#core/collections/refusals.ts'

/** Why collections may decline, in Arabic. */
export const collections: Record<keyof typeof collectionsRefusals, string> = {
  'collections.reminder_not_found': 'لم نجد هذا التذكير.',
  'collections.reminder_not_held': 'هذا التذكير لم يعد محجوبًا. حدّث الصفحة لترى حاله.',
  'collections.cannot_override':
    'سبب الحجب لا يُتجاوز: لا مبلغ باقٍ، أو دفعة قيد التأكيد، أو طلب العميل إيقاف الرسائل، أو لا عنوان له.',
  'collections.nothing_to_approve': 'هذه الرسالة لا تنتظر موافقة.',
  'collections.policy_not_found': 'لم نجد هذه السياسة. قد تكون حُذفت.',
  'collections.default_policy_needed': 'لا بد من سياسة عامة لمن لا تشمله سياسة خاصة.',
  'collections.email_not_ready': 'أضف حساب البريد الذي تُرسل منه التذكيرات، ثم شغّلها.',
  'collections.invoice_not_found': 'لم نجد هذه الفاتورة، أو ليس فيها مبلغ يُطلب.',
  'collections.pause_not_found': 'لا إيقاف قائم هنا. قد يكون زميلك استأنف التذكير.',
  'collections.already_paused': 'التذكير موقوف من قبل. استأنفه أولًا إن أردت تغيير الموعد.',
  'collections.dispute_not_found': 'لا اعتراض مفتوح هنا. قد يكون زميلك أغلقه.',
  'collections.already_disputed': 'على هذه الفاتورة اعتراض مفتوح.',
}
