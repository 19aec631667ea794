/** What tests of modules need of the played vendors, beside the house's own `simulators`. */
export type { ReceivedMail } from '#server/simulators/mail/inbox.ts'
export { type PlayedMail, writeMail } from '#server/simulators/mail/write.ts'
export { GraphError } from '#server/simulators/meta/answers.ts'
export type { MetaSimulator } from '#server/simulators/meta/simulator.ts'
