import { implement } from '@orpc/server'
import { contactsContract } from '#core/contacts/api.ts'
import type { Context } from '#platform/context.ts'
import { createCustomer } from './add-customer.ts'
import { archiveCustomer, unarchiveCustomer } from './archive-customer.ts'
import { changeCustomer } from './change-customer.ts'
import { changeMany } from './change-many.ts'
import { showDuplicates } from './duplicates.ts'
import { eraseCustomer } from './erase-customer.ts'
import { exportCustomers } from './export-customers.ts'
import { removeContact, removeIdentity, saveContact, saveIdentity } from './identities.ts'
import { findByWords, listCustomers, listFacets } from './list-customers.ts'
import { listMerges, mergeCustomers, unmergeCustomers } from './merge-customers.ts'
import { showCustomer } from './show-customer.ts'
import { showTimeline } from './show-timeline.ts'
import { dismissSuggestion, listSuggestions } from './twins.ts'
import { markNumber } from './wrong-numbers.ts'

const on = implement(contactsContract).$context<Context>()

const records = {
  list: on.list.handler(({ input, context }) => listCustomers(context.session(), input)),
  facets: on.facets.handler(({ input, context }) => listFacets(context.session(), input)),
  find: on.find.handler(({ input, context }) => findByWords(context.session(), input)),
  exportList: on.exportList.handler(({ input, context }) =>
    exportCustomers(context.session(), input),
  ),
  show: on.show.handler(({ input, context }) => showCustomer(context.session(), input)),
  add: on.add.handler(({ input, context }) => createCustomer(context.session(), input)),
  change: on.change.handler(({ input, context }) => changeCustomer(context.session(), input)),
  changeMany: on.changeMany.handler(({ input, context }) => changeMany(context.session(), input)),
  archive: on.archive.handler(({ input, context }) => archiveCustomer(context.session(), input)),
  unarchive: on.unarchive.handler(({ input, context }) =>
    unarchiveCustomer(context.session(), input),
  ),
  erase: on.erase.handler(({ input, context }) => eraseCustomer(context.session(), input)),
  timeline: on.timeline.handler(({ input, context }) => showTimeline(context.session(), input)),
}

const parts = {
  saveIdentity: on.saveIdentity.handler(({ input, context }) =>
    saveIdentity(context.session(), input),
  ),
  removeIdentity: on.removeIdentity.handler(({ input, context }) =>
    removeIdentity(context.session(), input),
  ),
  markNumber: on.markNumber.handler(({ input, context }) => markNumber(context.session(), input)),
  saveContact: on.saveContact.handler(({ input, context }) =>
    saveContact(context.session(), input),
  ),
  removeContact: on.removeContact.handler(({ input, context }) =>
    removeContact(context.session(), input),
  ),
}

const merging = {
  duplicates: on.duplicates.handler(({ input, context }) =>
    showDuplicates(context.session(), input),
  ),
  suggestions: on.suggestions.handler(({ input, context }) =>
    listSuggestions(context.session(), input),
  ),
  dismiss: on.dismiss.handler(({ input, context }) => dismissSuggestion(context.session(), input)),
  merge: on.merge.handler(({ input, context }) => mergeCustomers(context.session(), input)),
  unmerge: on.unmerge.handler(({ input, context }) => unmergeCustomers(context.session(), input)),
  merges: on.merges.handler(({ input, context }) => listMerges(context.session(), input)),
}

/** Every endpoint of contacts. */
export const contactsRoutes = { ...records, ...parts, ...merging }
