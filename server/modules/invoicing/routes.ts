import { implement } from '@orpc/server'
import { invoicingContract } from '#core/invoicing/api.ts'
import type { Context } from '#platform/context.ts'
import { changeDraft, createInvoice, deleteDraft, postInvoice } from './create-invoice.ts'
import { creditInvoice, debitInvoice } from './credit-invoice.ts'
import { exportInvoices } from './export-invoices.ts'
import { countInvoices, listForgotten, listInvoiceRows, listInvoices, sumInvoices } from './list.ts'
import { markSent } from './mark-sent.ts'
import { invoicePdf } from './pdf.ts'
import { postMany } from './post-many.ts'
import { payLinkOf, previewSending, sendInvoice, sendMany } from './send-invoice.ts'
import { setDates } from './set-dates.ts'
import { showInvoice, showTimeline } from './show.ts'

const on = implement(invoicingContract).$context<Context>()

export const invoicingRoutes = {
  list: on.list.handler(({ input, context }) => listInvoices(context.session(), input)),
  rows: on.rows.handler(({ input, context }) => listInvoiceRows(context.session(), input)),
  sums: on.sums.handler(({ input, context }) => sumInvoices(context.session(), input)),
  counts: on.counts.handler(({ input, context }) => countInvoices(context.session(), input)),
  watchList: on.watchList.handler(({ input, context }) => listForgotten(context.session(), input)),
  create: on.create.handler(({ input, context }) => createInvoice(context.session(), input)),
  show: on.show.handler(({ input, context }) => showInvoice(context.session(), input)),
  timeline: on.timeline.handler(({ input, context }) => showTimeline(context.session(), input)),
  changeDraft: on.changeDraft.handler(({ input, context }) =>
    changeDraft(context.session(), input),
  ),
  deleteDraft: on.deleteDraft.handler(({ input, context }) =>
    deleteDraft(context.session(), input),
  ),
  post: on.post.handler(({ input, context }) => postInvoice(context.session(), input)),
  credit: on.credit.handler(({ input, context }) => creditInvoice(context.session(), input)),
  debit: on.debit.handler(({ input, context }) => debitInvoice(context.session(), input)),
  setDates: on.setDates.handler(({ input, context }) => setDates(context.session(), input)),
  send: on.send.handler(({ input, context }) => sendInvoice(context.session(), input)),
  payLink: on.payLink.handler(({ input, context }) => payLinkOf(context.session(), input)),
  previewSending: on.previewSending.handler(({ input, context }) =>
    previewSending(context.session(), input),
  ),
  sendMany: on.sendMany.handler(({ input, context }) => sendMany(context.session(), input)),
  pdf: on.pdf.handler(async ({ input, context }) => {
    const { bytes, fileName, mime } = await invoicePdf(context.session(), input.id)
    return new File([new Uint8Array(bytes)], fileName, { type: mime })
  }),
  sheet: on.sheet.handler(({ input, context }) => exportInvoices(context.session(), input)),
  markSent: on.markSent.handler(({ input, context }) => markSent(context.session(), input)),
  postMany: on.postMany.handler(({ input, context }) => postMany(context.session(), input)),
}
