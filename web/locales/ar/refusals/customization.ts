import type { customizationRefusals } from '#core/customization/refusals.ts'

/** Why customization may decline, in Arabic. */
export const customization: Record<keyof typeof customizationRefusals, string> = {
  'customization.view_not_found': 'هذا العرض لم يعد موجودًا، أو هو لغيرك.',
  'customization.view_name_taken': 'لديك عرض باسم «{name}». اختر اسمًا آخر.',
  'customization.too_many_views': 'لهذه القائمة {most} عرضًا، وهو أكثر ما تحمله. احذف عرضًا ثم احفظ.',
  'customization.logo_unreadable':
    'لم نستطع قراءة الصورة. احفظها من جديد بصيغة PNG أو JPEG ثم ارفعها.',
  'customization.logo_too_large': 'الصورة أكبر من {most} بكسل في أحد جانبيها. صغّرها ثم ارفعها.',
}
