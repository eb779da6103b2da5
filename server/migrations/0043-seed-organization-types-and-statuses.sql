-- Kinds of organization, and label, colour and category of each status.

insert into organization_type (name, description, is_internal) values
  ('Company', 'Primary legal entity or top-level organization.', true),
  ('Division', 'A major operational division within a company.', true),
  ('Department', 'A functional department within a division or company.', true),
  ('Team', 'A specific team within a department.', true),
  ('Location/Branch', 'A physical office or branch location.', true),
  ('Customer', 'An external organization that purchases goods/services.', false),
  ('Supplier', 'An external organization that supplies goods/services.', false),
  ('Partner', 'An external organization collaborated with.', false),
  ('Vendor', 'Synonym for Supplier, or specific type.', false)
on conflict do nothing;

insert into status (slug, name, category, description, color) values
  ('draft', 'Draft', 'General', 'Record is being drafted, not yet active.', '#AAAAAA'),
  ('active', 'Active', 'General', 'Record is active and in use.', '#4CAF50'),
  ('inactive', 'Inactive', 'General', 'Record is not currently active but may be reactivated.', '#FF9800'),
  ('archived', 'Archived', 'General', 'Record is archived and typically read-only.', '#9E9E9E'),
  ('discontinued', 'Discontinued', 'General', 'Record is no longer offered.', '#795548'),
  ('pending', 'Pending', 'Process', 'Waiting for action or approval.', '#2196F3'),
  ('pending_approval', 'Pending Approval', 'Approval', 'Waiting for approval step.', '#2196F3'),
  ('approved', 'Approved', 'Approval', 'Record has been approved.', '#4CAF50'),
  ('rejected', 'Rejected', 'Approval', 'Record has been rejected.', '#F44336'),
  ('completed', 'Completed', 'Process', 'Process or task is finished.', '#00BCD4'),
  ('cancelled', 'Cancelled', 'Process', 'Process or task was cancelled.', '#795548'),
  ('sent', 'Sent', 'Document', 'Document went to the partner.', '#2196F3'),
  ('accepted', 'Accepted', 'Document', 'Partner has accepted the document.', '#4CAF50'),
  ('expired', 'Expired', 'Document', 'Validity of the document has ended.', '#9E9E9E'),
  ('confirmed', 'Confirmed', 'Document', 'Document binds both sides.', '#4CAF50'),
  ('closed', 'Closed', 'Document', 'Nothing more is expected.', '#607D8B'),
  ('ready', 'Ready', 'Document', 'Goods are set aside and may leave.', '#FF9800'),
  ('shipped', 'Shipped', 'Document', 'Goods have left.', '#00BCD4'),
  ('received', 'Received', 'Document', 'Goods have arrived.', '#00BCD4'),
  ('posted', 'Posted', 'Document', 'Document is booked and never changes.', '#3F51B5'),
  ('open', 'Open', 'Payment', 'Nothing is paid yet.', '#2196F3'),
  ('partly_paid', 'Partly paid', 'Payment', 'A part is paid.', '#FF9800'),
  ('paid', 'Paid', 'Payment', 'Nothing is open.', '#4CAF50'),
  ('suspended', 'Suspended', 'General', 'Access is withheld for now.', '#F44336')
on conflict do nothing;
