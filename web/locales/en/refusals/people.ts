import type { peopleRefusals } from '#core/people/refusals.ts'

/** Why people and sessions may decline, in English. */
export const people: Record<keyof typeof peopleRefusals, string> = {
  'setup.already_done': 'The company is already set up. Sign in.',
  'setup.link_invalid':
    'The set-up link is not valid or has expired. Restart the server to get another.',
  'setup.demo_not_ready': 'No demo company is waiting for this link. Go in by the sign-in page.',
  'session.credentials_wrong': 'The e-mail or the password is not right.',
  'session.locked': 'Too many attempts. Wait a little and try again, or reset the password.',
  'session.code_wrong':
    'The code is wrong or has expired. Type the one your authenticator app shows now.',
  'session.ended': 'Your session has ended. Sign in to continue where you stopped.',
  'people.user_not_found': 'There is no such user.',
  'people.email_taken': 'This e-mail belongs to another user of the company.',
  'people.department_name_taken':
    'The company has a department called “{name}”. Choose another name.',
  'people.password_too_common':
    'This password is common and easy to guess. Choose a sentence only you would know.',
  'people.password_wrong': 'The current password is not right.',
  'people.last_owner': 'This is the last owner of the company. Name another owner first.',
  'people.cannot_deactivate_self':
    'You cannot deactivate your own account. Ask another owner to do it.',
  'people.role_not_found': 'There is no such role.',
  'people.role_in_use': 'This role has members. Move them to another role, then remove it.',
  'people.role_is_shipped': 'A built-in role does not change. Copy it to a new role and edit that.',
  'people.department_not_found': 'There is no such department.',
  'people.invitation_invalid':
    'The invitation is not valid or has expired. Ask whoever invited you for a new one.',
  'people.reset_invalid': 'The reset link is not valid or was already used. Ask for a new one.',
  'people.key_not_found': 'There is no such key.',
  'people.grant_exceeds_own': 'You cannot grant more than you hold.',
  'people.totp_not_started': 'Start setting up the code first, then confirm it.',
  'people.company_not_found': 'You are not a member of this company.',
}
