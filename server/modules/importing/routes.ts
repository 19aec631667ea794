import { implement } from '@orpc/server'
import { importingContract } from '#core/importing/api.ts'
import type { Context } from '#platform/context.ts'
import { refusedFile } from './refused-file.ts'
import {
  changeImport,
  discardImport,
  listImports,
  previewRows,
  showImport,
  showSame,
} from './review.ts'
import { runImport } from './run.ts'
import { undoImport } from './undo.ts'
import { upload } from './upload.ts'

const on = implement(importingContract).$context<Context>()

export const importingRoutes = {
  upload: on.upload.handler(({ input, context }) => upload(context.session(), input)),
  list: on.list.handler(({ input, context }) => listImports(context.session(), input)),
  show: on.show.handler(({ input, context }) => showImport(context.session(), input)),
  change: on.change.handler(({ input, context }) => changeImport(context.session(), input)),
  rows: on.rows.handler(({ input, context }) => previewRows(context.session(), input)),
  same: on.same.handler(({ input, context }) => showSame(context.session(), input)),
  run: on.run.handler(({ input, context }) => runImport(context.session(), input)),
  undo: on.undo.handler(({ input, context }) => undoImport(context.session(), input)),
  discard: on.discard.handler(({ input, context }) => discardImport(context.session(), input)),
  refusedFile: on.refusedFile.handler(({ input, context }) =>
    refusedFile(context.session(), input),
  ),
}
