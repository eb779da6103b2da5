-- Fiscal years and periods are records that clients write; a period is of a year of its own company.
call kontor.guard_references('fiscal_period', '{"fiscal_year_id": "fiscal_year"}');
