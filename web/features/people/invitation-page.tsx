import { useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { Password, PersonName } from '#core/people/identity.ts'
import { api, client } from '#web/client.ts'
import { useGo, useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { PasswordField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { useWords } from '#web/words.ts'
import { OpenPage } from './open-page.tsx'

const Accepted = z.object({ name: PersonName, password: Password })
type Invited = { name: string; email: string; company: string; known: boolean }

/** Joins the company that sent the link. */
export function InvitationPage() {
  const t = useWords('people')
  const token = useParam('token')
  const { data, error } = useQuery(api.people.invitation.queryOptions({ input: { token } }))
  if (error)
    return (
      <OpenPage title={t('accept')}>
        <Failed error={error} />
      </OpenPage>
    )
  return data ? <Join token={token} invited={data} /> : <Bones rows={4} />
}

function Join({ token, invited }: { token: string; invited: Invited }) {
  const t = useWords('people')
  const queries = useQueryClient()
  const go = useGo()
  const { name, company, known, email } = invited
  const form = useForm({
    schema: Accepted,
    initial: { name, password: '' },
    save: async (account) => {
      await client.people.acceptInvitation({ token, ...account })
      queries.clear()
      go('/', { replace: true })
    },
  })
  return (
    <OpenPage
      title={t('invited', { company })}
      hint={known ? t('invited_known') : t('invited_hint', { name, company })}
    >
      <FormFields form={form} submit={t('accept')}>
        <p className="muted">
          <bdi dir="ltr">{email}</bdi>
        </p>
        <TextField path="name" label={t('your_name')} autoComplete="name" />
        <PasswordField
          path="password"
          label={t('password')}
          hint={known ? undefined : t('password_hint')}
          autoComplete={known ? 'current-password' : 'new-password'}
        />
      </FormFields>
    </OpenPage>
  )
}
