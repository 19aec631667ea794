/** Why importing may decline, each with the HTTP status it travels as. */
export const importingRefusals = {
  'importing.not_found': 404,
  'importing.file_unreadable': 422,
  'importing.file_too_large': 413,
  'importing.file_empty': 422,
  'importing.file_is_old_excel': 422,
  'importing.too_many_rows': 422,
  'importing.not_in_review': 409,
  'importing.nothing_to_import': 409,
  'importing.not_finished': 409,
  'importing.undo_too_late': 409,
  'importing.nothing_refused': 409,
  'file.not_found': 404,
  'file.kind_refused': 422,
  'file.link_ended': 404,
} as const
