import { implement } from '@orpc/server'
import { inboxContract } from '#core/inbox/api.ts'
import type { Context } from '#platform/context.ts'
import { listAgents } from './agents.ts'
import { changeMany } from './bulk.ts'
import { fillCanned, listCanned, removeCanned, saveCanned } from './canned.ts'
import {
  assignConversation,
  setCustomer,
  setDepartment,
  setLabels,
  setPriority,
  setState,
  takeConversation,
} from './change.ts'
import { setType } from './classify.ts'
import { removeDraft, saveDraft, setReading } from './drafts.ts'
import { listLabels, removeLabel, saveLabel } from './labels.ts'
import { conversationsOfCustomer, countFolders, listConversations } from './list.ts'
import { addNote, removeNote } from './notes.ts'
import { beat, leave, showPresence } from './presence.ts'
import { offerTemplates, reachCustomer } from './reach.ts'
import { listReportRows, showReport } from './report.ts'
import { listRules, orderRules, removeRule, saveRule } from './rules.ts'
import { searchMessages } from './search.ts'
import {
  beginConversation,
  reactToMessage,
  retryMessage,
  sendMessage,
  undoMessage,
} from './send.ts'
import { saveSettings, showSettings } from './settings.ts'
import { showConversation } from './show.ts'
import { teachingRoutes } from './teaching-routes.ts'
import { showTimeline } from './timeline.ts'
import { listTypes, removeType, saveType } from './types.ts'
import { uploadFile } from './upload.ts'

const on = implement(inboxContract).$context<Context>()

/** Reading and working on conversations. */
const conversationRoutes = {
  conversations: on.conversations.handler(({ input, context }) =>
    listConversations(context.session(), input),
  ),
  counts: on.counts.handler(({ input, context }) => countFolders(context.session(), input)),
  changeMany: on.changeMany.handler(({ input, context }) => changeMany(context.session(), input)),
  conversation: on.conversation.handler(({ input, context }) =>
    showConversation(context.session(), input),
  ),
  timeline: on.timeline.handler(({ input, context }) => showTimeline(context.session(), input)),
  templates: on.templates.handler(({ input, context }) => offerTemplates(context.session(), input)),
  reach: on.reach.handler(({ input, context }) => reachCustomer(context.session(), input)),
  ofCustomer: on.ofCustomer.handler(({ input, context }) =>
    conversationsOfCustomer(context.session(), input),
  ),
  take: on.take.handler(({ input, context }) => takeConversation(context.session(), input)),
  assign: on.assign.handler(({ input, context }) => assignConversation(context.session(), input)),
  setDepartment: on.setDepartment.handler(({ input, context }) =>
    setDepartment(context.session(), input),
  ),
  setState: on.setState.handler(({ input, context }) => setState(context.session(), input)),
  setLabels: on.setLabels.handler(({ input, context }) => setLabels(context.session(), input)),
  setPriority: on.setPriority.handler(({ input, context }) =>
    setPriority(context.session(), input),
  ),
  setType: on.setType.handler(({ input, context }) => setType(context.session(), input)),
  setCustomer: on.setCustomer.handler(({ input, context }) =>
    setCustomer(context.session(), input),
  ),
  setReading: on.setReading.handler(({ input, context }) => setReading(context.session(), input)),
  search: on.search.handler(({ input, context }) => searchMessages(context.session(), input)),
}

/** What is said and written down. */
const speakingRoutes = {
  begin: on.begin.handler(({ input, context }) => beginConversation(context.session(), input)),
  send: on.send.handler(({ input, context }) => sendMessage(context.session(), input)),
  undo: on.undo.handler(({ input, context }) => undoMessage(context.session(), input)),
  retry: on.retry.handler(({ input, context }) => retryMessage(context.session(), input)),
  react: on.react.handler(({ input, context }) => reactToMessage(context.session(), input)),
  upload: on.upload.handler(({ input, context }) => uploadFile(context.session(), input)),
  note: on.note.handler(({ input, context }) => addNote(context.session(), input)),
  removeNote: on.removeNote.handler(({ input, context }) => removeNote(context.session(), input)),
  saveDraft: on.saveDraft.handler(({ input, context }) => saveDraft(context.session(), input)),
  removeDraft: on.removeDraft.handler(({ input, context }) =>
    removeDraft(context.session(), input),
  ),
  canned: on.canned.handler(({ input, context }) => listCanned(context.session(), input)),
  saveCanned: on.saveCanned.handler(({ input, context }) => saveCanned(context.session(), input)),
  removeCanned: on.removeCanned.handler(({ input, context }) =>
    removeCanned(context.session(), input),
  ),
  fillCanned: on.fillCanned.handler(({ input, context }) => fillCanned(context.session(), input)),
}

/** Who is there, how it went, and how the inbox is set up. */
const keepingRoutes = {
  beat: on.beat.handler(({ input, context }) => beat(context.session(), input)),
  presence: on.presence.handler(({ input, context }) => showPresence(context.session(), input)),
  leave: on.leave.handler(({ input, context }) => leave(context.session(), input)),
  agents: on.agents.handler(({ input, context }) => listAgents(context.session(), input)),
  report: on.report.handler(({ input, context }) => showReport(context.session(), input)),
  reportRows: on.reportRows.handler(({ input, context }) =>
    listReportRows(context.session(), input),
  ),
  types: on.types.handler(({ context }) => listTypes(context.session())),
  saveType: on.saveType.handler(({ input, context }) => saveType(context.session(), input)),
  removeType: on.removeType.handler(({ input, context }) => removeType(context.session(), input)),
  labels: on.labels.handler(({ input, context }) => listLabels(context.session(), input)),
  saveLabel: on.saveLabel.handler(({ input, context }) => saveLabel(context.session(), input)),
  removeLabel: on.removeLabel.handler(({ input, context }) =>
    removeLabel(context.session(), input),
  ),
  rules: on.rules.handler(({ input, context }) => listRules(context.session(), input)),
  saveRule: on.saveRule.handler(({ input, context }) => saveRule(context.session(), input)),
  removeRule: on.removeRule.handler(({ input, context }) => removeRule(context.session(), input)),
  orderRules: on.orderRules.handler(({ input, context }) => orderRules(context.session(), input)),
  settings: on.settings.handler(({ input, context }) => showSettings(context.session(), input)),
  saveSettings: on.saveSettings.handler(({ input, context }) =>
    saveSettings(context.session(), input),
  ),
}

export const inboxRoutes = {
  ...conversationRoutes,
  ...speakingRoutes,
  ...keepingRoutes,
  ...teachingRoutes,
}
