using MiyagiSensing.Projections.Engine.Shadows;
using Xunit;

namespace MiyagiSensing.Unit.Projections.Engine.Shadows;

public sealed class ShadowTablesTests
{
    [Theory]
    [InlineData("""{"id":"a","battery":1}""", """{"id":"a","battery":2}""", "id a: battery is 1 live and 2 in the replay")]
    [InlineData(null, """{"id":"a","battery":2}""", "id a: missing in the live rows")]
    [InlineData("""{"id":"a","battery":1}""", null, "id a: not there in the replay")]
    [InlineData("""{"id":"a"}""", """{"id":"a","battery":2}""", "id a: battery is no column live and 2 in the replay")]
    public void The_first_difference_names_key_column_and_both_values(string? live, string? replayed, string expected) =>
        Assert.Equal(expected, ShadowTables.Describe(["id"], live, replayed));
}
