"""Everything in a database that has a name, read from PostgreSQL's own catalogs."""

# Each question answers rows (name, what it is) about the objects of our schema.
_RELATION = "c.relnamespace = current_schema()::regnamespace"
_RIGHTS = """
(SELECT array_agg(format('%s: %s by %s%s', coalesce(to_role.rolname, 'PUBLIC'), privilege_type,
        by_role.rolname, CASE WHEN is_grantable THEN ' and may grant it' END) ORDER BY 1)
 FROM aclexplode({acl}) LEFT JOIN pg_roles to_role ON to_role.oid = grantee
 LEFT JOIN pg_roles by_role ON by_role.oid = grantor)"""
QUESTIONS = {
    "table": f"""
        SELECT relname, relkind, relpersistence, reloptions, relrowsecurity, relreplident,
            obj_description(c.oid, 'pg_class'), pg_get_userbyid(relowner)
        FROM pg_class c WHERE {_RELATION} AND relkind IN ('r', 'p', 'f')""",
    "column": f"""
        SELECT relname || '.' || attname,
            row_number() OVER (PARTITION BY c.oid ORDER BY attnum),
            format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid),
            attidentity, attgenerated, collname, attstorage, attstattarget, attoptions,
            col_description(c.oid, attnum), {_RIGHTS.format(acl="attacl")}
        FROM pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
        LEFT JOIN pg_attrdef ON adrelid = c.oid AND adnum = attnum
        LEFT JOIN pg_collation ON pg_collation.oid = attcollation
        WHERE {_RELATION} AND relkind IN ('r', 'p', 'f')""",
    "constraint": f"""
        SELECT relname || '.' || conname, contype, pg_get_constraintdef(con.oid), condeferrable,
            condeferred, convalidated, conindid::regclass::text,
            obj_description(con.oid, 'pg_constraint')
        FROM pg_constraint con JOIN pg_class c ON c.oid = conrelid
        WHERE {_RELATION} AND contype <> 'n'""",  # NOT NULL: the column says so, in every release
    "index": f"""
        SELECT relname, pg_get_indexdef(c.oid), indisunique, indisprimary, indisvalid,
            indimmediate, indisclustered, obj_description(c.oid, 'pg_class')
        FROM pg_class c JOIN pg_index ON indexrelid = c.oid WHERE {_RELATION}""",
    "trigger": f"""
        SELECT relname || '.' || tgname, pg_get_triggerdef(t.oid), tgenabled,
            obj_description(t.oid, 'pg_trigger')
        FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
        WHERE {_RELATION} AND NOT tgisinternal""",
    "function": f"""
        SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid),
            obj_description(p.oid, 'pg_proc'), pg_get_userbyid(proowner),
            {_RIGHTS.format(acl="coalesce(proacl, acldefault('f', proowner))")}
        FROM pg_proc p WHERE pronamespace = current_schema()::regnamespace AND prokind <> 'a'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')""",
    "sequence": f"""
        SELECT relname, format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax,
            seqcache, seqcycle, (
                SELECT format('%s.%s %s', refobjid::regclass, attname, deptype)
                FROM pg_depend JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
                WHERE objid = c.oid AND deptype IN ('a', 'i'))
        FROM pg_class c JOIN pg_sequence ON seqrelid = c.oid WHERE {_RELATION}""",
    "view": f"""
        SELECT relname, relkind, pg_get_viewdef(c.oid), obj_description(c.oid, 'pg_class')
        FROM pg_class c WHERE {_RELATION} AND relkind IN ('v', 'm')""",
    "type": """
        SELECT typname, typtype, format_type(typbasetype, typtypmod) FROM pg_type
        WHERE typnamespace = current_schema()::regnamespace AND typtype IN ('d', 'e', 'r')""",
    "extension": "SELECT extname, extversion FROM pg_extension",
    "rights": f"""
        SELECT relname, {_RIGHTS.format(acl="coalesce(relacl, acldefault('r', relowner))")}
        FROM pg_class c WHERE {_RELATION} AND relkind IN ('r', 'p', 'f', 'S', 'v', 'm')""",
    "schema": f"""
        SELECT nspname, {_RIGHTS.format(acl="coalesce(nspacl, acldefault('n', nspowner))")}
        FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)'""",
}


def catalog(cursor):
    """What each named object is: {"column projects_plan.state": (...)}."""
    found = {}
    for kind, question in QUESTIONS.items():
        cursor.execute(question)
        for name, *words in cursor.fetchall():
            assert found.setdefault(f"{kind} {name}", words) is words, name
    return found


def differences(one, other):
    """The names of what is not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
