-- Rows that bear a tag, found by an index: the comparison of lists may leak, so policies keep it from the application.

create extension if not exists btree_gin schema public;

-- Call it for each table whose list may be filtered by tags. Rows without any, the most, take no room in it.
create procedure kontor.index_tags(p_table text)
language plpgsql
as $$
begin
  execute format('create index %I on %I using gin (tenant_id, tags) where tags <> %L', 'sx_' || p_table || '__tags',
    p_table, '{}');
  execute format('grant select on %I to kontor_search', p_table);
end
$$;

-- Their ids in the caller's tenant, which organizations they are of or not: the list's own policy and conditions
-- leave what he may see.
create function kontor.tagged(p_table text, p_tag text) returns setof uuid
language plpgsql stable rows 100
as $$
begin
  return query execute format('select t.id from %I t where t.tenant_id = $1 and t.tags && array[$2]
    and t.tags <> %L', p_table, '{}')
  using kontor.tenant_id(), p_tag;
end
$$;
call kontor.define_as('kontor_search', 'kontor.tagged(text, text)');
call kontor.open_to_application('kontor.tagged(text, text)');

call kontor.index_tags('organization');
call kontor.index_tags('partner');
call kontor.index_tags('person');
call kontor.index_tags('product');
call kontor.index_tags('warehouse');
