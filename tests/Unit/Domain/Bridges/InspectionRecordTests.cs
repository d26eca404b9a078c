using MiyagiSensing.Domain.Bridges;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class InspectionRecordTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static readonly InspectionRecord Good = new()
    {
        Date = Today,
        Inspector = "東北点検",
        Method = "drone",
        Parts = [new PartCondition("hanger", "III", "rust"), new PartCondition("pipe", "I", null)],
    };

    [Fact]
    public void A_record_of_known_words_can_be_stored() => Assert.Empty(Good.Faults(Today));

    [Fact]
    public void What_is_wrong_is_named_all_at_once()
    {
        var wrong = Good with
        {
            Date = Today.AddDays(1),
            Inspector = " ",
            Method = "telepathy",
            Parts = [new PartCondition("hanger", "V", null), new PartCondition("hanger", "I", null), new PartCondition("mast", "I", null)],
        };

        var faults = string.Join("; ", wrong.Faults(Today));

        foreach (var word in new[] { "2026-11-22", "inspector", "telepathy", "'V' of hanger", "'mast'", "'hanger' stands twice" })
        {
            Assert.Contains(word, faults, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_record_without_parts_says_nothing() => Assert.Equal(["no part has a grade"], (Good with { Parts = [] }).Faults(Today));

    [Theory]
    [InlineData("I II I", "II")]
    [InlineData("IV III", "IV")]
    [InlineData("", null)]
    public void The_worst_grade_stands_for_all(string grades, string? worst) =>
        Assert.Equal(worst, InspectionWords.Worst(grades.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void The_order_of_parts_changes_nothing()
    {
        Assert.True(Good.SaysTheSame(Good with { Parts = [.. Good.Parts.Reverse()] }));
        Assert.False(Good.SaysTheSame(Good with { Parts = [Good.Parts[0]] }));
        Assert.False(Good.SaysTheSame(Good with { Note = "x" }));
    }
}
