import type { importingRefusals } from '#core/importing/refusals.ts'

/** Why importing may decline, in English. */
export const importing: Record<keyof typeof importingRefusals, string> = {
  'importing.not_found': 'We could not find this import. It may have been discarded.',
  'importing.file_unreadable':
    'The file could not be read. Save it as xlsx or csv without a password, and upload it again.',
  'importing.file_too_large':
    'The file is larger than 10 MB. Split it, or remove what is not needed.',
  'importing.file_empty':
    'There are no rows in the file under its headings. Check that it is the right one.',
  'importing.file_is_old_excel':
    'This is an old Excel file (xls). Save it as xlsx and upload it again.',
  'importing.too_many_rows': 'The file has more than 120,000 rows. Split it in two.',
  'importing.not_in_review': 'This file is being imported already; its mapping cannot change.',
  'importing.nothing_to_import': 'No row is ready. Look at what the columns mean.',
  'importing.not_finished': 'This import is not finished, or was undone before.',
  'importing.undo_too_late': 'This import is older than 30 days and cannot be undone.',
  'importing.nothing_refused': 'No rows of this file were left out.',
  'file.not_found': 'This file is gone.',
  'file.kind_refused': 'Files of this kind are not taken here.',
  'file.link_ended': 'The link has ended. Go back and download again.',
}
