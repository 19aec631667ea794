import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Role } from '#core/people/api.ts'
import type { Grants } from '#core/people/identity.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { stringifySearch, useGo, useParam, useSearchText } from '#web/place.ts'
import { useRoleName } from '#web/role-name.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { TextField } from '#web/ui/form/fields.tsx'
import { FormPage } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Question } from '#web/ui/question.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { GrantsField } from './grants-field.tsx'
import { useChange } from './use-change.ts'

const Saved = Role.pick({ id: true, name: true, grants: true })
type Edited = Readonly<{ id: string; key: string | null; name: string; grants: Grants }>

/** One role: its name and what it grants. A shipped role is looked at and copied. */
export function RolePage() {
  const id = useParam('id')
  const [search] = useSearchText()
  const { data, error, refetch } = useQuery(api.people.roles.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  const role = data.rows.find((row) => row.id === id)
  const copied = data.rows.find((row) => row.id === search['from'])
  if (!role && !search['new']) return <Failed error={{ status: 404 }} />
  const edited = role ?? { id, key: null, name: '', grants: copied?.grants ?? {} }
  return <RoleForm key={id} role={edited} fresh={!role} />
}

function RoleForm({ role, fresh }: { role: Edited; fresh: boolean }) {
  const t = useWords('people')
  const nameOf = useRoleName()
  const queries = useQueryClient()
  const go = useGo()
  const { id, key, grants } = role
  const name = nameOf(role)
  const form = useForm({
    schema: Saved,
    initial: { id, name, grants },
    save: async (saved) => {
      await client.people.saveRole(saved)
      await queries.invalidateQueries({ queryKey: api.people.key() })
      toast.said(t('role_saved'))
      go('/settings/roles')
    },
  })
  const copy = () => go(`/settings/roles/${newId()}${stringifySearch({ new: '1', from: id })}`)
  return (
    <FormPage
      form={key ? { ...form, submit: async () => copy() } : form}
      title={fresh ? t('role_new') : <bdi>{name}</bdi>}
      hint={t('roles_hint')}
      submit={key ? t('role_copy') : t('role_save')}
      more={!key && !fresh && <RemoveRole id={id} name={name} />}
      onCancel={() => go('/settings/roles')}
    >
      <TextField path="name" label={t('role_name')} disabled={key !== null} />
      <GrantsField path="grants" readOnly={key !== null} />
    </FormPage>
  )
}

function RemoveRole({ id, name }: { id: string; name: string }) {
  const t = useWords('people')
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const remove = useChange(
    () => client.people.removeRole({ id }),
    () => {
      toast.said(t('role_removed'))
      go('/settings/roles')
    },
  )
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('role_remove')}
      </Button>
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('role_remove_ask', { name })}
        yes={t('role_remove')}
        grave
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined, { onSettled: () => setAsking(false) })}
      />
    </>
  )
}
