import { SegmentedControl } from '@mantine/core'
import { Fragment } from 'react'
import { Grants } from '#core/people/identity.ts'
import { type Permission, permissions, Scope } from '#core/permission.ts'
import { useFormAround } from '#web/ui/form/form-page.tsx'
import { useWords } from '#web/words.ts'
import css from './people.module.css'

const groups = [...new Set(permissions.map((permission) => permission.split('.')[0] ?? ''))]

const parts: Readonly<Record<string, Parameters<ReturnType<typeof useWords<'people'>>>[0]>> = {
  people: 'users',
  company: 'company',
  audit: 'audit',
  customization: 'part_customization',
  contacts: 'part_contacts',
  importing: 'part_importing',
  collaboration: 'part_collaboration',
  ledger: 'part_ledger',
  messaging: 'part_messaging',
  invoicing: 'part_invoicing',
  payments: 'part_payments',
  collections: 'part_collections',
  reports: 'part_reports',
}

/** Every permission with how far it reaches, by part of the product; the value is Grants. */
export function GrantsField({ path, readOnly = false }: { path: string; readOnly?: boolean }) {
  const t = useWords('people')
  const say = useWords('permissions')
  const form = useFormAround()
  const held = Grants.safeParse(form.get(path))
  const grants: Grants = held.success ? held.data : {}
  const set = (permission: Permission, scope: string) => {
    const { [permission]: _, ...rest } = grants
    const reach = Scope.safeParse(scope)
    form.set(path, reach.success ? { ...rest, [permission]: reach.data } : rest)
  }
  const reaches = [
    { value: 'none', label: t('scope_none') },
    { value: 'own', label: t('scope_own') },
    { value: 'team', label: t('scope_team') },
    { value: 'all', label: t('scope_all') },
  ]
  return (
    <table className={css['matrix']} id={form.fieldId(path)} tabIndex={-1}>
      <thead>
        <tr>
          <th scope="col">{t('permission')}</th>
          <th scope="col">{t('scope')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Fragment key={group}>
            <tr className={css['group']}>
              <th scope="rowgroup" colSpan={2}>
                {t(parts[group] ?? 'part_other')}
              </th>
            </tr>
            {permissions
              .filter((permission) => permission.startsWith(`${group}.`))
              .map((permission) => (
                <tr key={permission}>
                  <th scope="row">{say(permission)}</th>
                  <td>
                    <SegmentedControl
                      size="xs"
                      data={reaches}
                      readOnly={readOnly}
                      aria-label={say(permission)}
                      value={grants[permission] ?? 'none'}
                      onChange={(scope) => set(permission, scope)}
                    />
                  </td>
                </tr>
              ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}
