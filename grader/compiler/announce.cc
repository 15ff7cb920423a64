/*
 * announce.cc - a plugin for gcc: of all accesses to memory is told, with
 * -fsanitize=thread, and not of nearly all.
 *
 * gcc does not tell of what a call reads and writes, where a structure is
 * handed over by value:
 *
 *     job->total = plus(job->total, own);
 *
 * and not of what is reached by the name of a constant, as beyond the end of a
 * constant array. No race detector, explorer or emulator sees that, whatever
 * optimisation is asked for. This pass runs right before that of the sanitizer
 * and writes the same in words that it understands:
 *
 *     one = job->total;           at = &table[i];
 *     sum = plus(one, own);       x = *at;
 *     job->total = sum;
 *
 * With -fplugin-arg-announce-within=NAME a function is told, besides, of each
 * access by a computed index to an array that is a function's own, or a
 * constant: NAME(address, size, array, size of the array). Nobody else looks
 * whether it stays within.
 *
 * gcc takes plugins in C++ only; no other file of the project is in it.
 */
#include <gcc-plugin.h>

#include <tree.h>
#include <tree-pass.h>
#include <builtins.h>
#include <basic-block.h>
#include <gimple.h>
#include <gimple-iterator.h>
#include <gimple-expr.h>
#include <gimplify.h>
#include <context.h>
#include <plugin-version.h>
#include <tree-cfg.h>
#include <ssa.h>

int plugin_is_GPL_compatible;

/* A whole structure in memory that a copy may be made of. C++ hands over the
 * address of all others. */
static bool is_structure(tree value)
{
    tree type = TREE_TYPE(value);
    return !is_gimple_reg_type(type) && !TREE_ADDRESSABLE(type) &&
           !is_empty_type(type) && TYPE_SIZE_UNIT(type) != NULL_TREE &&
           TREE_CODE(TYPE_SIZE_UNIT(type)) == INTEGER_CST &&
           !is_gimple_min_invariant(value);
}

/* False for what no other thread can reach: registers, variables of this
 * function whose address nobody takes, and where its own result is to be. */
static bool is_reachable(tree value)
{
    tree base = get_base_address(value);
    if (base == NULL_TREE || TREE_CODE(base) == RESULT_DECL)
        return false;
    return DECL_P(base) ? is_global_var(base) || may_be_aliased(base)
                        : TREE_CODE(base) == MEM_REF ||
                              TREE_CODE(base) == TARGET_MEM_REF;
}

/* It has an address: no part of it is seen as of another type. */
static bool has_address(tree value)
{
    for (; handled_component_p(value); value = TREE_OPERAND(value, 0))
        if (TREE_CODE(value) != ARRAY_REF && TREE_CODE(value) != COMPONENT_REF)
            return false;
    return true;
}

static tree copy_for(tree value)
{
    return create_tmp_var(TYPE_MAIN_VARIANT(TREE_TYPE(value)), "by_value");
}

static void read_before(gimple_stmt_iterator *at, gimple *call, unsigned i)
{
    tree copy = copy_for(gimple_call_arg(call, i));
    gimple *read = gimple_build_assign(copy, gimple_call_arg(call, i));
    gimple_set_location(read, gimple_location(call));
    gsi_insert_before(at, read, GSI_SAME_STMT);
    gimple_call_set_arg(call, i, copy);
}

/* The copy's way to where it belongs is an edge where the call ends its block
 * because it may throw. */
static void write_after(gimple_stmt_iterator *at, gimple *call)
{
    tree copy = copy_for(gimple_call_lhs(call));
    gimple *write = gimple_build_assign(gimple_call_lhs(call), copy);
    gimple_set_location(write, gimple_location(call));
    gimple_call_set_lhs(call, copy);
    if (stmt_ends_bb_p(call))
        gsi_insert_on_edge(find_fallthru_edge(gsi_bb(*at)->succs), write);
    else
        gsi_insert_after(at, write, GSI_NEW_STMT);
}

/* Part of a constant, by its name; but not of those that each thread has its
 * own of, as threadIdx. */
static bool is_of_constant(tree value)
{
    tree base = get_base_address(value);
    return base != NULL_TREE && base != value && VAR_P(base) &&
           is_global_var(base) && TREE_READONLY(base) &&
           !(DECL_EXTERNAL(base) && DECL_THREAD_LOCAL_P(base)) &&
           has_address(value);
}

/* A structure of two doubles or pointers, say: the sanitizer would tell of it
 * as of a vector, whose address is a multiple of 16. */
static bool is_no_vector(tree value)
{
    return is_structure(value) && is_reachable(value) && has_address(value) &&
           tree_to_uhwi(TYPE_SIZE_UNIT(TREE_TYPE(value))) == 16 &&
           get_object_alignment(value) < 16 * BITS_PER_UNIT;
}

/* The same place, by an address; of bits, by that of the structure around. */
static tree by_address(gimple_stmt_iterator *at, tree value, tree type)
{
    if (TREE_CODE(value) == COMPONENT_REF &&
        DECL_BIT_FIELD(TREE_OPERAND(value, 1))) {
        tree around = TREE_OPERAND(value, 0);
        return build3(COMPONENT_REF, type,
                      by_address(at, around, TREE_TYPE(around)),
                      TREE_OPERAND(value, 1), NULL_TREE);
    }
    tree pointer = build_pointer_type(type);
    tree place = make_ssa_name(pointer);
    gimple *take =
        gimple_build_assign(place, build1(ADDR_EXPR, pointer, value));
    gimple_set_location(take, gimple_location(gsi_stmt(*at)));
    gsi_insert_before(at, take, GSI_SAME_STMT);
    tree same = build_simple_mem_ref(place);
    TREE_THIS_VOLATILE(same) = TREE_THIS_VOLATILE(value);
    return same;
}

/* NULL: nobody asked. */
static const char *within;

static bool has_index(tree value)
{
    while (handled_component_p(value) &&
           !(TREE_CODE(value) == ARRAY_REF &&
             TREE_CODE(TREE_OPERAND(value, 1)) != INTEGER_CST))
        value = TREE_OPERAND(value, 0);
    return handled_component_p(value);
}

/* Where a sanitizer of threads sees no bounds: of a size that is known. */
static bool is_array(tree base)
{
    return base != NULL_TREE && VAR_P(base) && DECL_SIZE_UNIT(base) &&
           TREE_CODE(DECL_SIZE_UNIT(base)) == INTEGER_CST &&
           (!is_global_var(base) ||
            (TREE_READONLY(base) && !DECL_EXTERNAL(base)));
}

static void tell_within(gimple_stmt_iterator *at, tree value)
{
    tree base = REFERENCE_CLASS_P(value) ? get_base_address(value) : NULL_TREE;
    if (!within || !is_array(base) || !has_index(value))
        return;
    while (TREE_CODE(value) != ARRAY_REF)
        value = TREE_OPERAND(value, 0);
    if (!has_address(value))
        return;
    tree type = build_function_type_list(void_type_node, const_ptr_type_node,
                                         size_type_node, const_ptr_type_node,
                                         size_type_node, NULL_TREE);
    TREE_ADDRESSABLE(base) = 1;
    tree place = by_address(at, unshare_expr(value), TREE_TYPE(value));
    gimple *call = gimple_build_call(
        build_fn_decl(within, type), 4, TREE_OPERAND(place, 0),
        TYPE_SIZE_UNIT(TREE_TYPE(value)), build_fold_addr_expr(base),
        DECL_SIZE_UNIT(base));
    gimple_set_location(call, gimple_location(gsi_stmt(*at)));
    gsi_insert_before(at, call, GSI_SAME_STMT);
}

static void look_at_assignment(gimple_stmt_iterator *at, gimple *assignment)
{
    for (unsigned i = 0; i < gimple_num_ops(assignment); i++) {
        tree value = gimple_op(assignment, i), type = TREE_TYPE(value);
        if (!REFERENCE_CLASS_P(value))
            continue;
        tell_within(at, value);
        if (is_no_vector(value))
            type = build_aligned_type(type, BITS_PER_UNIT);
        else if (!is_of_constant(value))
            continue;
        gimple_set_op(assignment, i, by_address(at, value, type));
    }
    update_stmt(assignment);
}

static void look_at_call(gimple_stmt_iterator *at, gimple *call)
{
    tree result = gimple_call_lhs(call);
    for (unsigned i = 0; i < gimple_call_num_args(call); i++)
        tell_within(at, gimple_call_arg(call, i));
    if (result)
        tell_within(at, result);
    for (unsigned i = 0; i < gimple_call_num_args(call); i++)
        if (is_structure(gimple_call_arg(call, i)) &&
            is_reachable(gimple_call_arg(call, i)))
            read_before(at, call, i);
    if (result && is_structure(result) && is_reachable(result))
        write_after(at, call);
    update_stmt(call);
}

typedef void looker(gimple_stmt_iterator *at, gimple *statement);

static void look_at_all(function *fun, bool calls, looker *look)
{
    basic_block block;
    FOR_EACH_BB_FN(block, fun)
    for (gimple_stmt_iterator at = gsi_start_bb(block); !gsi_end_p(at);
         gsi_next(&at)) {
        gimple *one = gsi_stmt(at);
        if (calls ? is_gimple_call(one) && !gimple_call_internal_p(one)
                  : gimple_assign_single_p(one))
            look(&at, one);
    }
}

/* What calls are handed over becomes assignments. */
static unsigned look_through(function *fun)
{
    look_at_all(fun, true, look_at_call);
    gsi_commit_edge_inserts();
    look_at_all(fun, false, look_at_assignment);
    return 0;
}

static const pass_data description = {
    GIMPLE_PASS,
    "announce",
    OPTGROUP_NONE,
    TV_NONE,
    PROP_ssa | PROP_cfg,
    0,
    0,
    0,
    TODO_update_ssa_only_virtuals,
};

class announce : public gimple_opt_pass
{
  public:
    announce() : gimple_opt_pass(description, g)
    {
    }
    opt_pass *clone() final override
    {
        return new announce();
    }
    bool gate(function *) final override
    {
        return flag_sanitize & SANITIZE_THREAD;
    }
    unsigned execute(function *fun) final override
    {
        return look_through(fun);
    }
};

int plugin_init(plugin_name_args *plugin, plugin_gcc_version *version)
{
    static const char *const sanitizer[] = {"tsan", "tsan0"}; /* -O1.., -O0 */
    if (!plugin_default_version_check(version, &gcc_version))
        return 1;
    for (int i = 0; i < plugin->argc; i++)
        if (strcmp(plugin->argv[i].key, "within") == 0)
            within = plugin->argv[i].value;
    for (const char *pass : sanitizer) {
        register_pass_info info = {new announce(), pass, 1,
                                   PASS_POS_INSERT_BEFORE};
        register_callback(plugin->base_name, PLUGIN_PASS_MANAGER_SETUP, NULL,
                          &info);
    }
    return 0;
}
