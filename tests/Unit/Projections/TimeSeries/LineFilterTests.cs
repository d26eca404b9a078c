using System.Text;
using MiyagiSensing.Projections.TimeSeries;
using Xunit;

namespace MiyagiSensing.Unit.Projections.TimeSeries;

public sealed class LineFilterTests
{
    [Theory]
    [InlineData("m,d=1 a=1,b=2,c=3 7\n", "m,d=1 b=2,c=3 7\n", "a")]
    [InlineData("m,d=1 a=1,b=2,c=3 7\n", "m,d=1 a=1,c=3 7\n", "b")]
    [InlineData("m,d=1 a=1,b=2,c=3 7\n", "m,d=1 a=1,b=2 7\n", "c")]
    [InlineData("m,d=1 a=1 7\nm,d=2 b=1 7\n", "m,d=2 b=1 7\n", "a")]
    [InlineData("m,d=1\\ a\\=1 aa=1,x\\ y\\,=2 7\n", "m,d=1\\ a\\=1 aa=1 7\n", "x y,")]
    public void A_field_goes_and_the_rest_stays(string lines, string expected, string field)
    {
        var rest = LineFilter.Without(Encoding.UTF8.GetBytes(lines), "m", field, out var removed);

        Assert.Equal(expected, Encoding.UTF8.GetString(rest.Span));
        Assert.Equal(1, removed);
    }

    [Fact]
    public void Other_measurements_and_tags_of_the_same_name_are_left_alone()
    {
        const string Lines = "mm,a=1 a=1 7\nm,a=1 b=2 7\n";

        var rest = LineFilter.Without(Encoding.UTF8.GetBytes(Lines), "m", "a", out var removed);

        Assert.Equal(Lines, Encoding.UTF8.GetString(rest.Span));
        Assert.Equal(0, removed);
    }

    [Theory]
    [InlineData("one\n", 0)]
    [InlineData("one\ntwo\n", 4)]
    [InlineData("a long first line\nb\n", 18)]
    [InlineData("a\na long last line\n", 2)]
    public void The_middle_is_behind_a_line_break_and_a_single_line_has_none(string lines, int expected) =>
        Assert.Equal(expected, LineFilter.Middle(Encoding.UTF8.GetBytes(lines)));
}
