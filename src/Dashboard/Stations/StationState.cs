using MiyagiSensing.Dashboard.Texts;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Dashboard.Stations;

/// <summary>A station's state in one mark and one word: the gravest alert, else whether it is heard of.</summary>
/// <param name="Mark">Which shape: <c>1</c> to <c>5</c> for a severity, <c>ok</c>, <c>off</c>, or <c>none</c>.</param>
/// <param name="Word">The state in the visitor's language.</param>
internal sealed record StationState(string Mark, string Word)
{
    /// <summary>An alert comes before silence: a gauge that dies above its danger level stays in alarm.</summary>
    public static StationState Of(StationOverview station, PageTexts texts) => station switch
    {
        { Severity: > 0 } => new(Math.Min(station.Severity, 5).ToString(System.Globalization.CultureInfo.InvariantCulture), texts.Severity(station.Severity)),
        { Latest.Count: 0 } => new("none", texts.StateNoData),
        { Devices.Count: > 0 } when station.Devices.All(device => !device.Online) => new("off", texts.StateOffline),
        _ => new("ok", texts.StateNormal),
    };
}
