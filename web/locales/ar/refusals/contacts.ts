import type { contactsRefusals } from '#core/contacts/refusals.ts'

/** Why contacts may decline, in Arabic. */
export const contacts: Record<keyof typeof contactsRefusals, string> = {
  'contacts.customer_not_found': 'لا عميل بهذا المعرّف بين عملائك.',
  'contacts.contact_not_found': 'جهة الاتصال هذه ليست عند العميل. ربما حذفها زميل قبل قليل.',
  'contacts.identity_not_found': 'هذا الرقم أو البريد ليس عند العميل. ربما حذفه زميل قبل قليل.',
  'contacts.not_a_number': 'هذه العلامة للأرقام وحدها.',
  'contacts.owner_not_found': 'المسؤول الذي اخترته لم يعد يعمل هنا. اختر غيره.',
  'contacts.owner_out_of_reach': 'تضيف عملاءك أنت وتعدّلهم. لنقل عميل إلى زميل اطلب ذلك من مديرك.',
  'contacts.phone_invalid': 'الرقم {typed} لا يصح في بلده. اكتبه كاملًا، مثل 0505512847.',
  'contacts.email_invalid': 'اكتب البريد كاملًا، مثل name@example.com.',
  'contacts.identity_taken': 'هذا الرقم أو البريد مسجّل من قبل.',
  'contacts.number_taken': 'الرقم {number} لعميل آخر.',
  'contacts.merge_with_itself': 'اخترت السجل نفسه مرتين. اختر سجلًا آخر تدمجه.',
  'contacts.already_merged': 'هذا السجل مدموج في عميل آخر. افصله أولًا.',
  'contacts.not_merged': 'هذا السجل ليس مدموجًا. ربما فصله زميل قبل قليل.',
  'contacts.merged_away': 'دُمج هذا السجل في عميل آخر. افتح العميل الباقي وعدّله هناك.',
  'contacts.archived': 'العميل مؤرشف من قبل.',
  'contacts.not_archived': 'العميل ليس مؤرشفًا.',
  'contacts.erased': 'مُحيت بيانات هذا العميل، فلا تُعدّل.',
  'contacts.only_persons_are_erased': 'المحو للأفراد. بيانات المنشأة ليست شخصية، فأرشفها بدل ذلك.',
}
