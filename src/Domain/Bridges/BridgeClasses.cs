namespace MiyagiSensing.Domain.Bridges;

/// <summary>The words of the register.</summary>
public static class BridgeClasses
{
    /// <summary>Classes of the water main. Source: Wakayama city's manual of pipe bridges (wakayamashimpo 2022-07-07) has these three.</summary>
    public static readonly IReadOnlyList<string> Classes = ["special", "trunk", "ordinary"];

    /// <summary>Structures of pipe bridges.</summary>
    public static readonly IReadOnlyList<string> Structures = ["pipe-beam", "truss", "langer", "lohse", "suspension", "cable-stayed", "attached"];
}
