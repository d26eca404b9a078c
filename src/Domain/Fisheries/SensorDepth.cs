using System.Globalization;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>The depth that a buoy's sensor is named after: <c>5m</c>, and <c>1m5</c> for one and a half, since an id holds no point.</summary>
public static class SensorDepth
{
    /// <summary>Metres below the surface, 0 or more; null for a sensor that is named otherwise, such as <c>main</c>.</summary>
    public static double? Of(string sensor)
    {
        var parts = sensor.Split('m');
        return parts.Length == 2 && parts[0].Length > 0
            && double.TryParse($"{parts[0]}.{(parts[1].Length == 0 ? "0" : parts[1])}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var depth)
            ? depth
            : null;
    }
}
