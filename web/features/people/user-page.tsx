import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ChangeUser, InviteUser, type UserRow } from '#core/people/api.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { useGo, useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { TextField } from '#web/ui/form/fields.tsx'
import { FormPage } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { AccessFields } from './access-fields.tsx'

const none = { roleIds: [], departmentIds: [], extra: [], denied: [] }

/** Invites someone by e-mail, with roles from the start. */
export function InvitePage() {
  const t = useWords('people')
  const queries = useQueryClient()
  const go = useGo()
  const [id] = useState(() => newId())
  const form = useForm({
    schema: InviteUser,
    initial: { id, name: '', email: '', ...none },
    save: async (invited) => {
      await client.people.invite(invited)
      await queries.invalidateQueries({ queryKey: api.people.key() })
      toast.said(t('invite_sent', { email: invited.email }))
      go('/settings/users')
    },
  })
  return (
    <FormPage
      form={form}
      title={t('invite')}
      submit={t('invite_send')}
      onCancel={() => go('/settings/users')}
    >
      <TextField path="name" label={t('name')} />
      <TextField path="email" label={t('email')} type="email" ltr />
      <AccessFields />
    </FormPage>
  )
}

/** What one user may do. */
export function UserPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(api.people.users.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  const user = data?.rows.find((row) => row.id === id)
  if (data && !user) return <Failed error={{ status: 404 }} />
  return user ? <UserForm user={user} /> : <Bones />
}

function UserForm({ user }: { user: UserRow }) {
  const t = useWords('people')
  const ui = useWords('ui')
  const queries = useQueryClient()
  const go = useGo()
  const { id, name, roleIds, departmentIds, extra, denied } = user
  const form = useForm({
    schema: ChangeUser,
    initial: { id, name, roleIds, departmentIds, extra, denied },
    save: async (changed) => {
      await client.people.changeUser(changed)
      await queries.invalidateQueries({ queryKey: api.people.key() })
      toast.said(t('user_saved', { name: changed.name }))
      go('/settings/users')
    },
  })
  return (
    <FormPage
      form={form}
      title={<bdi>{name}</bdi>}
      hint={<bdi dir="ltr">{user.email}</bdi>}
      submit={ui('save')}
      onCancel={() => go('/settings/users')}
    >
      <TextField path="name" label={t('name')} />
      <AccessFields />
    </FormPage>
  )
}
