import { ActionIcon, Fieldset, SegmentedControl, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { z } from 'zod'
import { GrantChange } from '#core/people/api.ts'
import type { Grants } from '#core/people/identity.ts'
import { joinGrants } from '#core/people/roles.ts'
import { Permission, permissions, Scope } from '#core/permission.ts'
import { useFormAround } from '#web/ui/form/form-page.tsx'
import { useWords } from '#web/words.ts'
import css from './people.module.css'

type Exception = Readonly<{ permission: Permission; scope: Scope | null }>

/** The form keeps what is added and what is denied apart; the reader sees one list of exceptions. */
function useExceptions(): [readonly Exception[], (next: readonly Exception[]) => void] {
  const form = useFormAround()
  const extra = z.array(GrantChange).catch([]).parse(form.get('extra'))
  const denied = z.array(Permission).catch([]).parse(form.get('denied'))
  const kept: Exception[] = [
    ...extra.filter(({ permission }) => !denied.includes(permission)),
    ...denied.map((permission) => ({ permission, scope: null })),
  ]
  const place = ({ permission }: Exception) => permissions.indexOf(permission)
  const set = (next: readonly Exception[]) => {
    form.set(
      'extra',
      next.flatMap(({ permission, scope }) => (scope ? [{ permission, scope }] : [])),
    )
    form.set(
      'denied',
      next.flatMap(({ permission, scope }) => (scope ? [] : [permission])),
    )
  }
  return [kept.toSorted((a, b) => place(a) - place(b)), set]
}

/** What this one user may do beyond the roles, or may not in spite of them. */
export function ExceptionsField({ roles }: { roles: readonly Grants[] }) {
  const t = useWords('people')
  const say = useWords('permissions')
  const form = useFormAround()
  const [exceptions, set] = useExceptions()
  const byRoles = joinGrants(roles, [])
  const scopeName = { own: t('scope_own'), team: t('scope_team'), all: t('scope_all') }
  const choices = [
    { value: 'denied', label: t('scope_denied') },
    ...Scope.options.map((value) => ({ value, label: scopeName[value] })),
  ]
  const change = (permission: Permission, choice: string) => {
    const scope = Scope.safeParse(choice)
    set(
      exceptions.map((one) =>
        one.permission === permission ? { permission, scope: scope.data ?? null } : one,
      ),
    )
  }
  const add = (value: string | null) => {
    const permission = Permission.safeParse(value)
    if (!permission.success) return
    // What the roles already give is most likely to be taken away, the rest to be given.
    const scope = byRoles.has(permission.data) ? null : 'all'
    set([...exceptions, { permission: permission.data, scope }])
  }
  return (
    <Fieldset
      variant="unstyled"
      legend={t('exceptions')}
      id={form.fieldId('extra')}
      className={css['exceptions'] ?? ''}
    >
      <p>{t('exceptions_hint')}</p>
      {exceptions.length > 0 && (
        <ul>
          {exceptions.map(({ permission, scope }) => {
            const given = byRoles.get(permission)
            return (
              <li key={permission}>
                <span>
                  <b>{say(permission)}</b>
                  <small>
                    {given ? t('roles_give', { scope: scopeName[given] }) : t('roles_give_not')}
                  </small>
                </span>
                <SegmentedControl
                  size="xs"
                  data={choices}
                  aria-label={say(permission)}
                  value={scope ?? 'denied'}
                  onChange={(choice) => change(permission, choice)}
                />
                <ActionIcon
                  aria-label={t('exception_remove', { name: say(permission) })}
                  onClick={() => set(exceptions.filter((one) => one.permission !== permission))}
                >
                  <IconX size={16} />
                </ActionIcon>
              </li>
            )
          })}
        </ul>
      )}
      <Select
        aria-label={t('exception_add')}
        placeholder={t('exception_add')}
        searchable
        value={null}
        data={permissions
          .filter((permission) => !exceptions.some((one) => one.permission === permission))
          .map((value) => ({ value, label: say(value) }))}
        onChange={add}
      />
    </Fieldset>
  )
}
