import { port } from '#platform/port.ts'

/** The house's own post: invitations and password links, which belong to no company's channel. */
export type HouseMail = {
  send: (mail: { to: string; subject: string; text: string }) => Promise<void>
}
export const houseMail = port<HouseMail>('people.house_mail')
