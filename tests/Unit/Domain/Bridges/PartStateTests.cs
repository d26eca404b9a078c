using MiyagiSensing.Domain.Bridges;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class PartStateTests
{
    [Fact]
    public void A_visit_to_some_parts_leaves_the_others_as_they_were()
    {
        var states = PartState.Of([Visit(2026, ("hanger", "I")), Visit(2024, ("pipe", "IV"), ("hanger", "III"))], []);

        Assert.Equal([("pipe", "IV", 2024), ("hanger", "I", 2026)], states.Select(state => (state.Part, state.Grade, state.Since.Year)));
    }

    [Theory]
    [InlineData(2023, null)]
    [InlineData(2024, 2024)]
    [InlineData(2025, 2025)]
    public void A_repair_counts_from_the_day_of_the_visit_on(int repaired, int? expected)
    {
        var state = Assert.Single(PartState.Of([Visit(2024, ("hanger", "III"))], [(new DateOnly(repaired, 6, 1), ["hanger", "pipe"])]));

        Assert.Equal(expected, state.Repaired?.Year);
    }

    private static InspectionRecord Visit(int year, params IEnumerable<(string Part, string Grade)> parts) => new()
    {
        Date = new DateOnly(year, 6, 1),
        Inspector = "x",
        Method = "visual",
        Parts = [.. parts.Select(part => new PartCondition(part.Part, part.Grade))],
    };
}
