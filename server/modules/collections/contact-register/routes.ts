import { implement } from '@orpc/server'
import { contactRegisterContract } from '#core/collections/contact-register-api.ts'
import type { Context } from '#platform/context.ts'
import { contactRegisterFile, listRegisteredContacts } from './register.ts'

const on = implement(contactRegisterContract).$context<Context>()

export const contactRegisterRoutes = {
  contactRegister: on.contactRegister.handler(({ input, context }) =>
    listRegisteredContacts(context.session(), input),
  ),
  contactRegisterFile: on.contactRegisterFile.handler(({ input, context }) =>
    contactRegisterFile(context.session(), input),
  ),
}
