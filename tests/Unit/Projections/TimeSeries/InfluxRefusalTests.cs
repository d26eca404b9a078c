using MiyagiSensing.Projections.TimeSeries;
using Xunit;

namespace MiyagiSensing.Unit.Projections.TimeSeries;

/// <summary>The texts are influxd 1.6.7's answers, letter by letter; the second conflict is how InfluxDB's documentation shows that of 2.x.</summary>
public sealed class InfluxRefusalTests
{
    [Theory]
    [InlineData("""{"error":"partial write: field type conflict: input field \"a\" on measurement \"m\" is type float, already exists as type integer dropped=2"}""")]
    [InlineData("""{"code":"unprocessable entity","message":"failure writing points to database: partial write: field type conflict: input field \"a\" on measurement \"m\" is type float, already exists as type integer dropped=2"}""")]
    public void A_conflict_names_measurement_and_field(string answer)
    {
        Assert.True(InfluxRefusal.TryReadConflict(answer, out var measurement, out var field, out var reason));
        Assert.Equal(("m", "a", "field type conflict: is type float, already exists as type integer"), (measurement, field, reason));
    }

    [Theory]
    [InlineData("""{"error":"partial write: points beyond retention policy dropped=17"}""", 17, "points beyond retention policy")]
    [InlineData("""{"error":"partial write: unable to parse 'rubbish': missing fields dropped=0"}""", 1, "unable to parse")]
    public void A_partial_write_says_how_many_and_why(string answer, int count, string reason)
    {
        Assert.True(InfluxRefusal.TryReadPartialWrite(answer, out var left, out var why));
        Assert.Equal((count, reason), (left, why));
    }

    [Fact]
    public void An_answer_about_something_else_is_neither()
    {
        const string Answer = """{"error":"unable to parse 'm a=': missing field value"}""";

        Assert.False(InfluxRefusal.TryReadConflict(Answer, out _, out _, out _));
        Assert.False(InfluxRefusal.TryReadPartialWrite(Answer, out _, out _));
    }
}
