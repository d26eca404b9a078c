using System.Globalization;
using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Physics;

namespace MiyagiSensing.Simulators.Run;

/// <summary>The scripts of the four domains.</summary>
public static class FieldScripts
{
    /// <summary>Hours of one story: flood, heat wave, slackening and a working day of farmers; then it begins again.</summary>
    public const double StoryHours = 12;

    // 41 s: shorter bursts show no natural frequency.
    private const int BurstSamples = 2048;
    private const int BurstIntervalMilliseconds = 20;

    private static readonly double[] BuoyDepths = [1, 5, 10];
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    /// <summary>The script of a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="station">Where it is mounted.</param>
    /// <param name="isFirst">True for the first station of its domain: the bridge whose hanger slackens, the base station that loses its uplink.</param>
    public static FieldScript Of(FieldDevice device, SimulatedStation station, bool isFirst)
    {
        var seed = SeedOf(station.Id);
        return station.Domain switch
        {
            "river" => River(device, station, seed),
            "buoy" => Buoy(device, seed),
            "pipe-bridge" => Bridge(device, seed, isFirst),
            _ => RtkBase(device, station, seed, isFirst),
        };
    }

    private static FieldScript River(FieldDevice device, SimulatedStation station, int seed)
    {
        var reporting = station.Limit("stage", "reporting") ?? 3;
        var model = new RiverModel(seed, reporting, station.Limit("stage", "danger"), station.Limit("stage", "flooding") ?? reporting + 2);
        return new FieldScript(device, TenMinutes, (self, at, hours, step) => self.Measure(
            "telemetry", Payloads.Telemetry(at, sensor: null, ("stage", model.Stage(hours, step), 2), ("battery", 3.9 - (0.0005 * (step % 100)), 2)), 1));
    }

    private static FieldScript Buoy(FieldDevice device, int seed)
    {
        var model = new BuoyModel(seed);
        return new FieldScript(device, TenMinutes, (self, at, hours, step) =>
        {
            foreach (var depth in BuoyDepths)
            {
                var temperature = model.Temperature(at, hours, depth, step);
                self.Measure(
                    "telemetry",
                    Payloads.Telemetry(
                        at, string.Create(CultureInfo.InvariantCulture, $"{depth:0}m"), ("water_temp", temperature, 2), ("salinity", model.Salinity(at, hours, depth, step), 2),
                        ("dissolved_oxygen", model.Oxygen(temperature, step), 2)),
                    1);
            }

            self.Measure("telemetry", Payloads.Telemetry(at, "main", ("tilt", Math.Abs(4 * Curve.Noise(seed, step)), 1), ("battery", 3.95, 2)), 1);
        });
    }

    private static FieldScript Bridge(FieldDevice device, int seed, bool slackens)
    {
        var model = new BridgeModel(seed, slackens);
        return new FieldScript(device, TenMinutes, (self, at, hours, step) =>
        {
            self.Measure(
                "telemetry",
                Payloads.Telemetry(
                    at, sensor: null, ("strain", model.Strain(at, hours, step), 1), ("force", model.Force(at, hours, step), 1), ("tilt_x", model.Tilt(hours, step), 4),
                    ("tilt_y", model.Tilt(0, step + 7), 4), ("air_temp", BridgeModel.AirTemperature(at), 1), ("battery", 3.8, 2)),
                1);
            // Every three hours.
            if (step % 18 == 0)
            {
                var samples = Enumerable.Range(0, BurstSamples)
                    .Select(i => Math.Round(model.Acceleration(hours, i * BurstIntervalMilliseconds / 1000.0, (step * BurstSamples) + i), 6));
                self.Measure("telemetry", Payloads.Burst(at, "acc", BurstIntervalMilliseconds, "acceleration", samples), BurstSamples);
            }
        });
    }

    private static FieldScript RtkBase(FieldDevice device, SimulatedStation station, int seed, bool losesUplink) => new(
        device,
        TenMinutes / 2,
        (self, at, hours, step) =>
        {
            var story = (int)(step / (StoryHours * 12));
            var sessions = FarmerSession.OfBase(station.Id, seed, story);
            var open = sessions.Count(session => hours >= session.StartHours && hours < session.StartHours + session.LengthHours);
            var uplinkLost = losesUplink && hours is >= 2 and < 3;
            self.Measure(
                "telemetry",
                Payloads.Telemetry(
                    at, sensor: null, ("satellites", Math.Round(26 + (4 * Curve.Noise(seed, step))), 0), ("rovers_connected", uplinkLost ? 0 : open, 0),
                    ("correction_rate", uplinkLost ? 300 : 8_500 + (200 * Curve.Noise(seed, step + 1)), 0), ("uplink_loss", uplinkLost ? 35 : 0.4 + (0.3 * Curve.Noise(seed, step + 2)), 1),
                    ("uptime", (step + 1) * 300, 0)),
                1);
            foreach (var session in sessions)
            {
                Report(self, at, hours, step, session, station);
            }
        });

    private static void Report(FieldDevice device, DateTimeOffset at, double hours, long step, FarmerSession session, SimulatedStation station)
    {
        const double stepHours = 1 / 12.0;
        var into = hours - session.StartHours;
        // Of the story's instant, so that a second run on the same data does not go on with the sessions of the first; rounded, since hours are not exact.
        var story = at - TimeSpan.FromHours(hours) + TimeSpan.FromMilliseconds(500);
        var id = string.Create(CultureInfo.InvariantCulture, $"{session.Session}-{story.UtcDateTime:yyyyMMddHHmmss}");
        if (into is >= 0 and < stepHours)
        {
            device.Measure("event", Payloads.RtkEvent("session_start", at, id, new Dictionary<string, object>
            {
                ["user"] = session.User,
                ["mountpoint"] = station.Id.ToUpperInvariant(),
                ["agent"] = "NTRIP simulated/1.0",
            }), 0);
        }
        else if (into >= session.LengthHours && into < session.LengthHours + stepHours)
        {
            device.Measure("event", Payloads.RtkEvent("session_end", at, id, new Dictionary<string, object>
            {
                ["reason"] = "Stream ended",
                ["bytes"] = (long)(session.LengthHours * 3_800_000),
            }), 0);
        }
        else if (into > 0 && into < session.LengthHours && step % 2 == 0)
        {
            device.Measure("event", Payloads.RtkEvent("session_update", at, id, new Dictionary<string, object>
            {
                ["fix"] = FarmerSession.FixAfter(into, step),
                ["bytes"] = (long)(into * 3_800_000),
                ["ageS"] = 1.0 + (step % 3),
                ["sats"] = 22 + (step % 7),
                ["lat"] = Math.Round(station.Latitude + session.NorthDegrees, 6),
                ["lon"] = Math.Round(station.Longitude + session.EastDegrees, 6),
            }), 0);
        }
    }

    /// <summary>A seed that is the same in every run.</summary>
    private static int SeedOf(string id) => id.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)) & 0x7FFFFFFF;
}
