import type { Generated } from 'kysely'
import type { Grants } from '#core/people/identity.ts'
import type { Permission, Scope } from '#core/permission.ts'

export type PeopleTables = {
  company: {
    id: string
    name: string
    profile: Record<string, unknown>
    zone: string
    base_currency: string
    created_at: Date
  }
  department: { company_id: string; id: string; name: string }
  role: { company_id: string; id: string; key: string | null; name: string; grants: Grants }
  member: {
    company_id: string
    id: string
    person_id: string
    name: string
    email: string
    deactivated_at: Date | null
    deactivated_by: string | null
    created_at: Date
  }
  member_role: { company_id: string; member_id: string; role_id: string }
  member_department: { company_id: string; member_id: string; department_id: string }
  member_grant: {
    company_id: string
    member_id: string
    permission: Permission
    scope: Scope | null
  }
  invitation: {
    company_id: string
    id: string
    name: string
    email: string
    access: InvitedAccess
    invited_by: string | null
    invited_at: Date
    expires_at: Date
    accepted_at: Date | null
    withdrawn_at: Date | null
  }
  api_key: {
    company_id: string
    id: string
    name: string
    prefix: string
    grants: Grants
    created_by: string | null
    created_at: Date
    last_used_at: Date | null
    revoked_at: Date | null
    revoked_by: string | null
  }
  audit: {
    company_id: string
    seq: Generated<number>
    at: Date
    actor_name: string
    action: string
    about_kind: string
    about_id: string
    before: unknown
    after: unknown
  }
  audit_seal: { company_id: string; place: number; seq: number }
}

/** What an invited person will be given on accepting. */
export type InvitedAccess = {
  roleIds: string[]
  departmentIds: string[]
  extra: { permission: Permission; scope: Scope }[]
  denied: Permission[]
}
