import type { importingRefusals } from '#core/importing/refusals.ts'

/** Why importing may decline, in Arabic. */
export const importing: Record<keyof typeof importingRefusals, string> = {
  'importing.not_found': 'لم نجد هذا الاستيراد. قد يكون أُلغي.',
  'importing.file_unreadable':
    'تعذّرت قراءة الملف. احفظه من برنامجك بصيغة xlsx أو csv بلا كلمة مرور، ثم أعد رفعه.',
  'importing.file_too_large': 'الملف أكبر من 10 ميغابايت. قسّمه إلى ملفين أو احذف ما لا يلزم منه.',
  'importing.file_empty': 'لا صفوف في الملف بعد العناوين. تأكد أنك اخترت الملف الصحيح.',
  'importing.file_is_old_excel': 'هذا ملف إكسل قديم (xls). افتحه واحفظه بصيغة xlsx ثم أعد رفعه.',
  'importing.too_many_rows': 'في الملف أكثر من 120,000 صف. قسّمه إلى ملفين.',
  'importing.not_in_review': 'بدأ استيراد هذا الملف، فلا يمكن تغيير مطابقته.',
  'importing.nothing_to_import': 'لا صف سليمًا يُستورد. راجع مطابقة الأعمدة.',
  'importing.not_finished': 'لم يكتمل هذا الاستيراد بعد، أو سبق التراجع عنه.',
  'importing.undo_too_late': 'مضى أكثر من 30 يومًا على هذا الاستيراد، فلا يمكن التراجع عنه.',
  'importing.nothing_refused': 'لا صفوف متروكة في هذا الملف.',
  'file.not_found': 'هذا الملف لم يعد موجودًا.',
  'file.kind_refused': 'نوع الملف غير مقبول هنا.',
  'file.link_ended': 'انتهت صلاحية الرابط. ارجع إلى الصفحة وأعد التنزيل.',
}
