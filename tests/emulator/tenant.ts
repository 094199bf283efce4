/** The people, organizations and saved views that the emulated services share. */

export type UserKey = 'alice' | 'bob' | 'carol';

export interface User {
  /** userPrincipalName: what one signs in with. */
  upn: string;
  /** Object id in the directory. */
  oid: string;
  /** Subject: Entra gives every application another one, never the oid. */
  sub: string;
  name: string;
  password: string;
  /** May consent for the whole organization. */
  admin: boolean;
}

interface View {
  /** A GUID; numeric in older links. */
  id: string;
  title: string;
}

export interface Organization {
  /** goalsOrganizationId. */
  id: string;
  name: string;
  /** Who sees it; for everybody else it does not exist. */
  members: UserKey[];
  views: View[];
}

export interface Tenant {
  id: string;
  domain: string;
  name: string;
  users: Record<UserKey, User>;
  organizations: Organization[];
}

export const contoso = '94a356ab-53d5-40e7-8a85-053d6d3b9eb3';
export const fabrikam = '3d9a8150-90fd-42bd-9777-25ba783d4a05';

export const tenant: Tenant = {
  id: '72f988bf-86f1-41af-91ab-2d7cd011db47',
  domain: 'contoso.com',
  name: 'Contoso',
  users: {
    alice: {
      upn: 'alice@contoso.com',
      oid: 'a11ce0aa-4c51-4f0e-9a3b-6a2f1f2a7e01',
      sub: 'AAliceVNk3m2gT0yq7bWcRr1dXhJvE5uPzKsLfQnA',
      name: 'Alice Ångström',
      password: 'Objectives-2025!',
      admin: false,
    },
    bob: {
      upn: 'bob@contoso.com',
      oid: 'b0b0b0aa-7d1f-4f6c-8a55-2b1f9f4f5b02',
      sub: 'BBobBbVNk3m2gT0yq7bWcRr1dXhJvE5uPzKsLfQnB',
      name: 'Bob Bauer',
      password: 'Key-Results-2025!',
      admin: false,
    },
    carol: {
      upn: 'carol@contoso.com',
      oid: 'ca401aaa-90c3-4a41-b1b6-58a8b3b0f903',
      sub: 'CCarolVNk3m2gT0yq7bWcRr1dXhJvE5uPzKsLfQnC',
      name: 'Carol Chen (IT admin)',
      password: 'Initiatives-2025!',
      admin: true,
    },
  },
  organizations: [
    {
      id: contoso,
      name: 'Contoso',
      members: ['alice', 'bob'],
      views: [
        { id: 'e5e7a3c1-8cdf-409d-9ce9-ff730d65d95e', title: 'Q3 company OKRs' },
        { id: '7c1f2f0e-5a0b-4f0d-9d53-1f3a7b6f2c44', title: 'Marketing: key results at risk' },
        { id: '48213', title: 'Board report (2023)' },
        {
          id: '2b9d61aa-0c1e-4b7f-8a5c-6f1e0d9c7b33',
          title:
            'Wachstum & Qualität / 2025年度の目標と主な成果 / الأهداف والنتائج الرئيسية للشركة / 🚀 всё, что мы обещали клиентам, и ещё немного сверх того',
        },
      ],
    },
    {
      id: fabrikam,
      name: 'Fabrikam',
      members: ['bob'],
      views: [
        { id: 'f5b62cb2-5e35-4ba1-862d-9c6cf0c88830', title: 'Fabrikam objectives' },
        { id: '0d4b3f5e-1c2a-4e6f-9b8d-7a6c5e4d3f21', title: 'Initiatives without an owner' },
      ],
    },
  ],
};

/** The organization with this id if that user sees it. GUIDs compare without regard to case. */
export function visibleOrganization(goalsOrganizationId: string, oid: string): Organization | undefined {
  return tenant.organizations.find(
    ({ id, members }) =>
      id === goalsOrganizationId.toLowerCase() && members.some((key) => tenant.users[key].oid === oid),
  );
}
