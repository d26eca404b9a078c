using MiyagiSensing.Dashboard.Texts;

namespace MiyagiSensing.Dashboard.Stations;

/// <summary>How far back a station's history is shown, as the <c>range</c> of the page's address has it.</summary>
/// <param name="Key">As in the address.</param>
/// <param name="Length">From its beginning to now.</param>
/// <param name="Steps">Rows of the table; each is one step.</param>
/// <param name="Title">Its name in a language.</param>
/// <param name="StepTitle">A step's name in a language.</param>
internal sealed record ChartRange(string Key, TimeSpan Length, int Steps, Func<PageTexts, string> Title, Func<PageTexts, string> StepTitle)
{
    /// <summary>All there are, shortest first.</summary>
    public static readonly IReadOnlyList<ChartRange> All =
    [
        new("1h", TimeSpan.FromHours(1), 12, text => text.RangeHour, text => text.Minutes5),
        new("24h", TimeSpan.FromHours(24), 24, text => text.RangeDay, text => text.Hour1),
        new("7d", TimeSpan.FromDays(7), 28, text => text.RangeWeek, text => text.Hours6),
        new("30d", TimeSpan.FromDays(30), 30, text => text.RangeMonth, text => text.Day1),
    ];

    /// <summary>The range of that key; 24 hours when it is none.</summary>
    public static ChartRange Of(string? key) => All.FirstOrDefault(range => range.Key == key) ?? All[1];

    /// <summary>
    /// The steps that cover the range up to now, cut at whole steps of Japan's clock so that rows read 18:00, 19:00: <c>From</c> inclusive, <c>To</c> exclusive.
    /// </summary>
    public (DateTimeOffset From, DateTimeOffset To) Window(DateTimeOffset now)
    {
        var step = Length / Steps;
        var local = now.ToOffset(Rendering.JapanTime.Offset);
        var end = local.AddTicks((step - TimeSpan.FromTicks(local.Ticks % step.Ticks)).Ticks);
        return ((end - Length).ToUniversalTime(), end.ToUniversalTime());
    }
}
